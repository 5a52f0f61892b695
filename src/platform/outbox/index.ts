/** The outbox: effects stored in the transaction that decided them, carried out after commit, never lost and never duplicated. */
export {
  addToOutbox,
  countOutbox,
  OUTBOX_ATTEMPTS_MAX,
  type OutboxEffect,
  retryEffects,
} from "./outbox.store.ts";
export { type EffectHandler, type EffectHandlers, openOutboxWorker } from "./outbox-worker.ts";
