/** The working door of queues. */
export { openQueueDesk, type RunningQueueDesk } from "./queue-desk.effects.ts";
