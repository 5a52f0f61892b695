import type { TestProject } from "vitest/node";
import { seedMandates } from "../src/licensing/issuing/wire.ts";
import { seedInventory } from "../src/licensing/numbering/wire.ts";
import { type DatabaseAccess, openDatabase } from "../src/platform/database/index.ts";
import { createRuntimeContext } from "../src/platform/world/index.ts";
import { startTestServer, testLog } from "./database.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Data folder of the one server of this test run; its database `sambung` is the template of every clone. */
    testServerFolder: string;
  }
}

/** Starts one temporary server for the whole run, with a migrated and filled template database. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer();
  try {
    await fill(server.access);
  } catch (error) {
    await server.close();
    throw error;
  }
  project.provide("testServerFolder", server.dataFolder);
  return () => server.close();
}

/** Inserts the codes of the plan and the shipped mandates into the template; its connections are closed, because an open one forbids cloning. */
async function fill(access: DatabaseAccess): Promise<void> {
  const { db, close } = openDatabase({ access, role: "app", max: 1, log: testLog });
  try {
    await seedInventory({ db, clock: createRuntimeContext().clock });
    await seedMandates({ ...createRuntimeContext(), db });
  } finally {
    await close();
  }
}
