/** A `FIELD=property` that cannot be followed: no such field, or no such property. */
export class BadMapping extends Error {
  constructor(
    readonly field: string,
    readonly property: string,
    readonly problem: 'noField' | 'noProperty',
  ) {
    super(`${field}=${property}: ${problem}`);
  }
}
