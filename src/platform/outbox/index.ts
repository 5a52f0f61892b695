/** The outbox: effects written in the transaction that decided them, done after commit, never lost and never twice. */
export {
  addToOutbox,
  countOutbox,
  OUTBOX_ATTEMPTS_MAX,
  type OutboxEffect,
  retryEffects,
} from "./outbox.store.ts";
export { type EffectHandler, type EffectHandlers, openOutboxWorker } from "./outbox-worker.ts";
