import { getWholeImportTemplate, listLastImports, type ImportSubject } from '#contract/readiness.ts';
import { call, callFile } from '#client/api/call.ts';
import { ProblemError } from '#client/api/problem.ts';
import { saveFile } from '#client/ui/save-file.ts';

/** What who holds the token is told beside the steps: the last import of each, and templates with the officers' columns. */
export class ForAdministrators {
  #subjects = $state.raw<readonly ImportSubject[] | null>(null);
  #problem = $state.raw<ProblemError | null>(null);
  #token = '';

  /** Null until the portal has told them. */
  get subjects(): readonly ImportSubject[] | null {
    return this.#subjects;
  }
  get problem(): ProblemError | null {
    return this.#problem;
  }

  /** What is imported for a step; undefined while it is not told. */
  subjectOf(step: string): ImportSubject | undefined {
    return this.#subjects?.find((one) => one.step === step);
  }

  async ask(token: string): Promise<void> {
    this.#token = token;
    await this.#trying(async () => {
      this.#subjects = (await call(listLastImports, { token })).subjects;
    });
  }

  /** Saves the template of a subject with the columns that are for officers. */
  async takeTemplate(id: string): Promise<void> {
    await this.#trying(async () => {
      const file = await callFile(getWholeImportTemplate, { params: { id }, token: this.#token });
      saveFile(`mau_${id}.xlsx`, file.type, file);
    });
  }

  async #trying(work: () => Promise<void>): Promise<void> {
    this.#problem = null;
    try {
      await work();
    } catch (failure) {
      if (!(failure instanceof ProblemError)) throw failure;
      this.#problem = failure;
    }
  }
}
