/** Codes that only people may call. */
export interface PeoplesCodes {
  /** Emergency numbers; calls of phones to them are always admitted. */
  readonly emergency: ReadonlySet<string>;
  /** Codes that the numbering plan reserves for public services. */
  readonly reserved: ReadonlySet<string>;
}

/** Prefixes of a number: the international prefix, the country code, and the trunk prefix. */
const PREFIXES = /^(?:\+|00?)?(?:62)?0*$/;
/** The same with an area code, whose two or three digits do not begin as a service code does. */
const AREA = /^(?:(?:\+|00?)(?:62)?0*|620+)[2-79]\d{1,2}$/;
const SEPARATORS = /[\s().-]/g;

/** Whether a number is one of these codes in any written form: a carrier reads `+62112`, `0112` and `021112` as 112. */
export function isOneOf(codes: ReadonlySet<string>, dialled: string): boolean {
  const number = dialled.replaceAll(SEPARATORS, "");
  return Array.from(codes).some((code) => {
    if (!number.endsWith(code)) return false;
    const before = number.slice(0, -code.length);
    return PREFIXES.test(before) || AREA.test(before);
  });
}

/** Whether only people may call a number in any written form: emergency numbers, and codes that the numbering plan reserves for the state. */
export function isForPeople({ emergency, reserved }: PeoplesCodes, dialled: string): boolean {
  return isOneOf(emergency, dialled) || isOneOf(reserved, dialled);
}
