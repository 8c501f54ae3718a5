/** What a file of boundaries is of: what was said of one is said of no other. */
interface Subject {
  readonly collection: string;
  readonly day: string;
  /** Names of the files, as reports have them. */
  readonly file: string;
}

/** One text for a subject, as reports and the form know it; a report has no more than 200 letters of the names. */
export function subjectOf({ collection, day, file }: Subject): string {
  return `${collection} ${day} ${file.slice(0, 200)}`;
}
