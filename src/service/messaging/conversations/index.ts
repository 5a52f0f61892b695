/**
 * SMS conversations: a message from a recipient to a number of a call centre goes to a queue, waits there like a caller, and is answered by one agent on the
 * desktop. A conversation consists of turns, each a contact of the queue; the messages belong to the module `sms`.
 */
export { type Conversation, reassembleMessages } from "./conversation.ts";
