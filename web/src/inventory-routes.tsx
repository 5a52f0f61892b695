/** Routes of the code inventory: orders, holders, the record of a code, and imports of earlier records. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { root } from "./root-route.tsx";
import { listSearch, needs, pick, type Raw, withWords } from "./route-parts.ts";

const inventory = createRoute({
  getParentRoute: () => root,
  path: "/inventaris",
  beforeLoad: needs("inventory.read"),
  validateSearch: listSearch,
  component: lazyRouteComponent(
    withWords(["inventory"], () => import("./areas/inventory/orders-screen.tsx")),
    "OrdersScreen",
  ),
});

const holders = createRoute({
  getParentRoute: () => root,
  path: "/inventaris/pemegang",
  beforeLoad: needs("inventory.read"),
  validateSearch: (raw: Raw) => pick(raw, ["view", "search", "only", "organisation", "sort", "page", "size"]),
  component: lazyRouteComponent(
    withWords(["inventory"], () => import("./areas/inventory/holders-screen.tsx")),
    "HoldersScreen",
  ),
});

const newOrder = createRoute({
  getParentRoute: () => root,
  path: "/inventaris/perintah/baru",
  beforeLoad: needs("inventory.manage"),
  component: lazyRouteComponent(
    withWords(["inventory"], () => import("./areas/inventory/new-order-screen.tsx")),
    "NewOrderScreen",
  ),
});

const codeOrder = createRoute({
  getParentRoute: () => root,
  path: "/inventaris/perintah/$id",
  beforeLoad: needs("inventory.read"),
  component: lazyRouteComponent(
    withWords(["inventory"], () => import("./areas/inventory/order-screen.tsx")),
    "OrderScreen",
  ),
});

const codeRecord = createRoute({
  getParentRoute: () => root,
  path: "/inventaris/kode/$code",
  beforeLoad: needs("inventory.read"),
  component: lazyRouteComponent(
    withWords(["inventory"], () => import("./areas/inventory/code-record-screen.tsx")),
    "CodeRecordScreen",
  ),
});

const imports = createRoute({
  getParentRoute: () => root,
  path: "/impor",
  beforeLoad: needs("inventory.import"),
  validateSearch: (raw: Raw) => pick(raw, ["page", "size"]),
  component: lazyRouteComponent(
    withWords(["imports"], () => import("./areas/imports/imports-screen.tsx")),
    "ImportsScreen",
  ),
});

const newImport = createRoute({
  getParentRoute: () => root,
  path: "/impor/baru",
  beforeLoad: needs("inventory.import"),
  component: lazyRouteComponent(
    withWords(["imports"], () => import("./areas/imports/new-import-screen.tsx")),
    "NewImportScreen",
  ),
});

const oneImport = createRoute({
  getParentRoute: () => root,
  path: "/impor/$id",
  beforeLoad: needs("inventory.import"),
  validateSearch: (raw: Raw) => pick(raw, ["sheet", "code", "page", "size"]),
  component: lazyRouteComponent(
    // The form that requires a reason uses messages of the inventory.
    withWords(["imports", "inventory"], () => import("./areas/imports/import-screen.tsx")),
    "ImportScreen",
  ),
});

/** The inventory routes, in the order of the table. */
export const inventoryRoutes = [
  inventory,
  holders,
  newOrder,
  codeOrder,
  codeRecord,
  imports,
  newImport,
  oneImport,
] as const;
