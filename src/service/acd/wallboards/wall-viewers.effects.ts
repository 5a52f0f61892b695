import type { FastifyReply } from "fastify";
import { type NewestStream, openNewestStream } from "../../../platform/http/index.ts";
import { hasRoomForViewer, type ViewerOf } from "./viewer-limits.ts";
import type { Walls } from "./wall-watch.effects.ts";
import type { LinkedBoard } from "./wallboard.store.ts";

const OVER = Buffer.from("event: over\ndata: {}\n\n");
/** Sent when the process ends; the screens reconnect. */
const BYE = Buffer.from("event: bye\ndata: {}\n\n");

/** Screens that are connected through links. */
export interface WallViewers {
  /** Streams a wallboard until its link ends; false without effect when a limit is reached. */
  show(reply: FastifyReply, linked: LinkedBoard, lastEventId: string | undefined): boolean;
  /** The number of connected screens. */
  count(): number;
  /** Closes all streams; safe to call twice. */
  close(): void;
}

/** The number of snapshots that may be older than the link: the last one, and one that was in progress when the stream was opened. */
const SNAPSHOTS_BEFORE = 2;

/** Returns a function that detects the end of a link from whether each snapshot contains it. */
function endOf(): (isFound: boolean) => boolean {
  let [wasFound, missed] = [false, 0];
  return (isFound) => {
    wasFound ||= isFound;
    missed = isFound ? 0 : missed + 1;
    return !isFound && (wasFound || missed > SNAPSHOTS_BEFORE);
  };
}

/** Opens the registry of screens with its limits. */
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
