import { agentPath } from "./agent.ts";
import { describePaths } from "./describe-paths.ts";
import { verifierPath } from "./verifier.ts";

describePaths([agentPath, verifierPath]);
