interface Validity {
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/** Whether something holds on a day: from its first day until before `validTo`; nulls are open ends. */
export function isInForce({ validFrom, validTo }: Validity, day: string): boolean {
  return (validFrom === null || validFrom <= day) && (validTo === null || day < validTo);
}
