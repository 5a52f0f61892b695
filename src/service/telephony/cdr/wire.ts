/** Composition of call detail records: event writer, switch runs and traces. */

export { openSwitchRun, type SwitchRun } from "./close-orphans.effects.ts";
export { writeBatch } from "./event-batch.store.ts";
export { openEventWriter, type WaitingRoom } from "./event-writer.effects.ts";
export { type FiguresKeeper, openFiguresKeeper } from "./leg-figures.effects.ts";
export { callsOfNumber, eraseTraces, eventsOfNumber, tracesOfNumber } from "./personal.store.ts";
export { eventsOf, forgetEventsBefore } from "./record.store.ts";
export { deleteTraceBefore, traceOfCall } from "./sip-trace.store.ts";
export { SWITCH_FIGURES, type SwitchFigures } from "./switch-figures.ts";
export { beginRun, endRun, liveSwitches } from "./switch-run.store.ts";
export { openTraceWriter } from "./trace-writer.effects.ts";
