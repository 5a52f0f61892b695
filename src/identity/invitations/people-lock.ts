/**
 * Names the lock on who has which role in a call centre: whoever accepts an invitation shares it, a sheet of people has it alone. It is no lock
 * on the row of the call centre, since each call that begins shares that one and would wait for as long as a sheet is written.
 */
export function peopleLock(tenantId: string): string {
  return `people ${tenantId}`;
}
