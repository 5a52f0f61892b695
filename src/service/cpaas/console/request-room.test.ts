import { describe, expect, it } from "vitest";
import { type RequestRoom, roomAfter } from "./request-room.ts";

/** Number of requests logged out of `count` at one instant, and the remaining allowance. */
function written(
  count: number,
  nowMs: number,
  from?: RequestRoom,
): { readonly count: number; readonly room?: RequestRoom } {
  let room = from;
  let kept = 0;
  for (let nth = 0; nth < count; nth += 1) {
    const after = roomAfter(room, nowMs);
    if (after === null) break;
    room = after;
    kept += 1;
  }
  return room === undefined ? { count: kept } : { count: kept, room };
}

describe("the room for a call centre's requests", () => {
  it("takes a burst, then no more than its pace, and never saves up more than the burst", () => {
    const first = written(5_000, 0);
    expect(first.count).toBe(2_000);
    expect(written(5_000, 1_000, first.room).count).toBe(20);
    expect(written(5_000, 86_400_000, first.room).count).toBe(2_000);
  });
});
