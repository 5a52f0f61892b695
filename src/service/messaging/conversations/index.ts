/**
 * Conversations by short message: what recipients write to a number of a call centre goes to a queue, waits there like a caller, and is
 * answered by one agent at his desk. A conversation is many turns, each a contact of the queue; messages themselves are of the room of
 * messaging.
 */
export { type Conversation, reassembleMessages } from "./conversation.ts";
