import type { FastifyReply } from "fastify";
import { type NewestStream, openNewestStream } from "../../../platform/http/index.ts";
import { hasRoomForViewer, type ViewerOf } from "./viewer-limits.ts";
import type { Walls } from "./wall-watch.effects.ts";
import type { LinkedBoard } from "./wallboard.store.ts";

const OVER = Buffer.from("event: over\ndata: {}\n\n");
/** The process ends: whoever looks comes again. */
const BYE = Buffer.from("event: bye\ndata: {}\n\n");

/** Screens that look through links. */
export interface WallViewers {
  /** Shows a board until its link ends; false, and nothing is done, when there are too many screens. */
  show(reply: FastifyReply, linked: LinkedBoard, lastEventId: string | undefined): boolean;
  /** How many look. */
  count(): number;
  /** Ends all; safe to call twice. */
  close(): void;
}

/** Looks that may be older than the link: the last one there was, and one that was under way as it was opened. */
const SNAPSHOTS_BEFORE = 2;

/** Whether a link is over, by whether each look found it. */
function endOf(): (isFound: boolean) => boolean {
  let [wasFound, missed] = [false, 0];
  return (isFound) => {
    wasFound ||= isFound;
    missed = isFound ? 0 : missed + 1;
    return !isFound && (wasFound || missed > SNAPSHOTS_BEFORE);
  };
}

/** Keeps the screens of links, with limits on their number. */
export function openWallViewers(walls: Walls): WallViewers {
  const viewers = new Map<NewestStream, ViewerOf>();
  return {
    show: (reply, linked, lastEventId) => {
      if (!hasRoomForViewer(viewers.values(), linked)) return false;
      const stream = openNewestStream(reply, lastEventId);
      viewers.set(stream, linked);
      const isOver = endOf();
      const stop = walls.listen(linked.tenantId, (wall) => {
        const told = wall?.links.has(linked.linkId) === true ? wall.told(linked.wallboardId) : undefined;
        if (told !== undefined) stream.tell(told);
        if (isOver(told !== undefined)) stream.end(OVER);
      });
      stream.onClose(() => {
        viewers.delete(stream);
        stop();
      });
      return true;
    },
    count: () => viewers.size,
    close: () => {
      for (const stream of [...viewers.keys()]) stream.end(BYE);
    },
  };
}
