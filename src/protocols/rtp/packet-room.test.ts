import fc from "fast-check";
import { expect, it } from "vitest";
import { packetRoom } from "./packet-room.ts";

it("gives each packet zeroed room of its own, however many there are", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3_000), { maxLength: 60 }), (sizes) => {
      const rooms = sizes.map((size) => packetRoom(size));
      for (const [nth, room] of rooms.entries()) {
        expect(room.length).toBe(sizes[nth]);
        expect(room.every((byte) => byte === 0)).toBe(true);
        room.fill(nth + 1);
      }
      for (const [nth, room] of rooms.entries()) expect(room.every((byte) => byte === nth + 1)).toBe(true);
    }),
  );
});
