/** The maximum of simultaneous screens: of one link, of one call centre, and of the process. */
const VIEWERS_MAX = { link: 50, tenant: 500, all: 600 } as const;

/** The link of a screen, and the call centre of its wallboard. */
export interface ViewerOf {
  readonly linkId: string;
  readonly tenantId: string;
}

/** Whether another screen is within the limits. */
export function hasRoomForViewer(viewers: Iterable<ViewerOf>, { linkId, tenantId }: ViewerOf): boolean {
  const count = { link: 0, tenant: 0, all: 0 };
  for (const viewer of viewers) {
    count.all += 1;
    if (viewer.tenantId === tenantId) count.tenant += 1;
    if (viewer.linkId === linkId) count.link += 1;
  }
  return count.all < VIEWERS_MAX.all && count.tenant < VIEWERS_MAX.tenant && count.link < VIEWERS_MAX.link;
}
