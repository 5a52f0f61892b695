const ABROAD = /^00([1-9]\d{6,14})$/;
const NATIONAL = /^0([1-9]\d{6,12})$/;
const BARE = /^62\d{8,13}$/;

/** A number in E.164 if it has such a form; codes and extensions do not change. */
export function e164Of(number: string): string {
  const [, national] = NATIONAL.exec(number) ?? [];
  if (national !== undefined) return `+62${national}`;
  const [, abroad] = ABROAD.exec(number) ?? [];
  if (abroad !== undefined) return `+${abroad}`;
  return BARE.test(number) ? `+${number}` : number;
}
