/** What the screen of instruments reads and sends. */
import { queryOptions, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import type {
  instrumentsSchema,
  newInstrument,
} from "../../../../../src/licensing/operational-tests/evidence/items.shared.ts";
import { api } from "../../../data/client.ts";
import { read } from "../../../data/problem.ts";
import { useMutation } from "../../../data/use-mutation.ts";

type Instruments = z.infer<typeof instrumentsSchema>;

/** An instrument whose signatures are, or were, believed. */
export type Instrument = Instruments["items"][number];

/** All instruments, newest first. */
export const instrumentsQuery = queryOptions({
  queryKey: ["test-instruments"],
  queryFn: () => read<Instruments>(api.GET("/api/test-instruments")),
});

/** What is done with instruments. */
export type InstrumentAct =
  | ({ readonly act: "add" } & z.infer<typeof newInstrument>)
  | { readonly act: "calibrate"; readonly id: string; readonly number: string; readonly validUntil: string }
  | { readonly act: "revoke"; readonly id: string };

function send(asked: InstrumentAct): Promise<Instruments> {
  if (asked.act === "add") {
    const { act: _act, ...body } = asked;
    return read(api.POST("/api/test-instruments", { body }));
  }
  const params = { path: { id: asked.id } };
  if (asked.act === "revoke") return read(api.POST("/api/test-instruments/{id}/revoke", { params }));
  const { number, validUntil } = asked;
  return read(api.POST("/api/test-instruments/{id}/calibration", { params, body: { number, validUntil } }));
}

/** Does it; every answer is the whole list. */
export function useInstrumentAct() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: (after) => cache.setQueryData(instrumentsQuery.queryKey, after),
  });
}
