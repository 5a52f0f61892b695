import fc from "fast-check";
import { runSeed } from "./run-seed.ts";

/** Seeds every property of the run, so that a failure repeats with the seed that the run prints. */
fc.configureGlobal({ seed: runSeed });
