/** The database: its address, the embedded server, migrations, pools, and notifications between processes. */

export { type DatabaseAccess, type DatabaseRole, databaseAccess } from "./access.ts";
export { openClient } from "./bootstrap.ts";
export { type ChangeFeed, openChangeFeed } from "./change-feed.ts";
export { countedPage } from "./counted-page.ts";
export { nextNumber } from "./counter.ts";
export { clusterFolder, socketFolder } from "./embedded-folders.ts";
export { type EmbeddedServer, endOrphanServer, POSTGRES_MAJOR, startEmbeddedServer } from "./embedded-server.ts";
export { type Following, follow } from "./follow.ts";
export { inTenant, inTenantSnapshot } from "./in-tenant.ts";
export { likePattern } from "./like-pattern.ts";
export { migrate, migrationNames } from "./migrate.ts";
export { type Database, type DatabaseTransaction, databaseFault, type OpenDatabase, openDatabase } from "./open.ts";
export { type DatabaseOutage, databaseOutage } from "./outage.ts";
export { PREPARED } from "./prepared-statement-cache.ts";
export { inPieces, type Times } from "./time-pieces.ts";
