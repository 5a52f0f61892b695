/**
 * The key of the advisory lock on a tenant's roles: accepting an invitation takes it shared, an import of people
 * exclusively. The tenant's row is not locked instead, since each new call share-locks that row and would wait for the
 * whole import.
 */
export function peopleLock(tenantId: string): string {
  return `people ${tenantId}`;
}
