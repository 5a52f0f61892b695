/** The working door of the codes of the agents' desk. */
export { type AgentDeskOptions, openAgentDesk } from "./agent-desk.effects.ts";
