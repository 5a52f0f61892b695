/** API requests of the instruments screen. */
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

/** A registered instrument, including revoked ones. */
export type Instrument = Instruments["items"][number];

/** All instruments, newest first. */
export const instrumentsQuery = queryOptions({
  queryKey: ["test-instruments"],
  queryFn: () => read<Instruments>(api.GET("/api/test-instruments")),
});

/** A command on an instrument. */
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

/** Executes a command; each response holds the complete list. */
export function useInstrumentAct() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: (after) => cache.setQueryData(instrumentsQuery.queryKey, after),
  });
}
