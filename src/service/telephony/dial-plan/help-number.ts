/** Codes that only people call. */
export interface PeoplesCodes {
  /** Numbers for an emergency; calls of phones to them pass always. */
  readonly emergency: ReadonlySet<string>;
  /** Codes that the numbering plan keeps for services of the state. */
  readonly reserved: ReadonlySet<string>;
}

/** What may stand before a number: the country's prefix, as it is written within and abroad, and the trunk prefix. */
const PREFIXES = /^(?:\+|00?)?(?:62)?0*$/;
/** The same with an area behind it, whose two or three digits begin as no service does. */
const AREA = /^(?:(?:\+|00?)(?:62)?0*|620+)[2-79]\d{1,2}$/;
const SEPARATORS = /[\s().-]/g;

/** Whether a number is one of these codes, however it is written: a carrier reads `+62112`, `0112` and `021112` as 112. */
export function isOneOf(codes: ReadonlySet<string>, dialled: string): boolean {
  const number = dialled.replaceAll(SEPARATORS, "");
  return Array.from(codes).some((code) => {
    if (!number.endsWith(code)) return false;
    const before = number.slice(0, -code.length);
    return PREFIXES.test(before) || AREA.test(before);
  });
}

/** Whether no program may call a number, however it is written: help is called by people, and so is what the plan keeps for the state. */
export function isForPeople({ emergency, reserved }: PeoplesCodes, dialled: string): boolean {
  return isOneOf(emergency, dialled) || isOneOf(reserved, dialled);
}
