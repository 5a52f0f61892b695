import { expect, it } from "vitest";
import { TEAM_STEPS, type TeamFacts, teamSteps } from "./team-steps.ts";

const NOTHING: TeamFacts = { queues: 0, agents: 0, flows: 0, atWork: 0, hasTalked: false };
const done = (facts: Partial<TeamFacts>) =>
  teamSteps({ ...NOTHING, ...facts })
    .filter(({ isDone }) => isDone)
    .map(({ step }) => step);

it("each thing that is there is a step that is done, and an agent who goes home takes his step back", () => {
  expect(done({})).toEqual([]);
  expect(done({ queues: 1, flows: 1 })).toEqual(["queue", "flow"]);
  expect(done({ queues: 1, agents: 2, flows: 1, atWork: 1 })).toEqual(["queue", "agent", "flow", "at-work"]);
  expect(done({ queues: 1, agents: 2, flows: 1 })).toEqual(["queue", "agent", "flow"]);
});

it("takes a talk as proof that somebody was at work, and all of them together as everything", () => {
  expect(done({ hasTalked: true })).toEqual(["at-work", "talk"]);
  expect(done({ queues: 1, agents: 1, flows: 1, hasTalked: true })).toEqual([...TEAM_STEPS]);
});
