import type { ProblemError } from '#client/api/problem.ts';
import type { Links } from '#client/lib/programme/links.ts';

type Failing = readonly { readonly problem: ProblemError | undefined }[];

/** What the head of a planner's page needs to know of what the page asks for. */
export interface FramedPage {
  /** Without these the page says nothing, without the others it lacks a part. */
  readonly needed: Failing;
  readonly others: Failing;
  /** The date asked for, and that of the figures in sight. */
  readonly asked: string;
  readonly at: string;
  readonly stops: readonly string[];
  readonly ready: { readonly key: string; readonly at: string } | null;
  /** Whether what is shown answers another question than the last. */
  readonly old: boolean;
  /** Whether nobody has been assessed at all, so that the page says how figures come in. */
  readonly empty: boolean;
  /** Whose words and figures these are, for paper. */
  readonly source: string;
  /** Where units are shown that came after those that final figures count; null where none came. */
  readonly later?: string | null;
  readonly links: Pick<Links, 'data'>;
}
