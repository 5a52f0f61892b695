/** The working door of queues. */
export { openQueueDesk, type QueueDeskOptions, type RunningQueueDesk } from "./queue-desk.effects.ts";
