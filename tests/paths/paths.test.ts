import { agentPath } from "./agent.ts";
import { applicantPath } from "./applicant.ts";
import { describePaths } from "./describe-paths.ts";
import { developerPath } from "./developer.ts";
import { officerPath } from "./officer.ts";
import { operatorPath } from "./operator.ts";
import { verifierPath } from "./verifier.ts";

// The operator's path sets up the call centre in which the agent and the developer work.
describePaths([applicantPath, officerPath, operatorPath, agentPath, developerPath, verifierPath]);
