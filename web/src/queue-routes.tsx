/** Routes of the screens of queues and agents. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { REPORT_KEYS } from "./areas/queues/report-keys.ts";
import { root } from "./root-route.tsx";
import { needs, pick, type Raw, withWords } from "./route-parts.ts";

const queues = createRoute({
  getParentRoute: () => root,
  path: "/layanan/antrean",
  beforeLoad: needs("queue.manage"),
  component: lazyRouteComponent(
    withWords(["queues"], () => import("./areas/queues/queues-screen.tsx")),
    "QueuesScreen",
  ),
});

const newQueue = createRoute({
  getParentRoute: () => root,
  path: "/layanan/antrean/baru",
  beforeLoad: needs("queue.manage"),
  component: lazyRouteComponent(
    withWords(["queues"], () => import("./areas/queues/queue-form-screen.tsx")),
    "NewQueueScreen",
  ),
});

const queue = createRoute({
  getParentRoute: () => root,
  path: "/layanan/antrean/$id",
  beforeLoad: needs("queue.manage"),
  component: lazyRouteComponent(
    withWords(["queues"], () => import("./areas/queues/queue-form-screen.tsx")),
    "QueueScreen",
  ),
});

const agents = createRoute({
  getParentRoute: () => root,
  path: "/layanan/agen",
  beforeLoad: needs("queue.manage"),
  component: lazyRouteComponent(
    withWords(["queues"], () => import("./areas/queues/agents-screen.tsx")),
    "AgentsScreen",
  ),
});

const newAgent = createRoute({
  getParentRoute: () => root,
  path: "/layanan/agen/baru",
  beforeLoad: needs("queue.manage"),
  component: lazyRouteComponent(
    withWords(["queues"], () => import("./areas/queues/agent-form-screen.tsx")),
    "NewAgentScreen",
  ),
});

const agent = createRoute({
  getParentRoute: () => root,
  path: "/layanan/agen/$id",
  beforeLoad: needs("queue.manage"),
  component: lazyRouteComponent(
    withWords(["queues"], () => import("./areas/queues/agent-form-screen.tsx")),
    "AgentScreen",
  ),
});

const board = createRoute({
  getParentRoute: () => root,
  path: "/layanan/papan",
  beforeLoad: needs("call.read"),
  validateSearch: (raw: Raw) => pick(raw, ["queue"]),
  component: lazyRouteComponent(
    withWords(["queues", "calls", "alerts"], () => import("./areas/queues/queue-board-screen.tsx")),
    "QueueBoardScreen",
  ),
});

const contact = createRoute({
  getParentRoute: () => root,
  path: "/layanan/kontak/$id",
  beforeLoad: needs("call.read"),
  component: lazyRouteComponent(
    withWords(["queues", "calls", "evaluations"], () => import("./areas/queues/contact-screen.tsx")),
    "ContactScreen",
  ),
});

const queueReport = createRoute({
  getParentRoute: () => root,
  path: "/layanan/laporan-antrean",
  beforeLoad: needs("call.read"),
  validateSearch: (raw: Raw) => pick(raw, REPORT_KEYS),
  component: lazyRouteComponent(
    withWords(["queueReport"], () => import("./areas/queues/queue-report-screen.tsx")),
    "QueueReportScreen",
  ),
});

const choices = createRoute({
  getParentRoute: () => root,
  path: "/layanan/pilihan-agen",
  beforeLoad: needs("queue.manage"),
  component: lazyRouteComponent(
    withWords(["queues"], () => import("./areas/queues/choices-screen.tsx")),
    "ChoicesScreen",
  ),
});

const agentDesktop = createRoute({
  getParentRoute: () => root,
  path: "/layanan/meja",
  beforeLoad: needs("service.desk"),
  component: lazyRouteComponent(
    withWords(
      ["agentDesk", "evaluations", "deskTickets", "smsWriting"],
      () => import("./areas/agent-desk/agent-desktop-screen.tsx"),
    ),
    "AgentDesktopScreen",
  ),
});

const ownContact = createRoute({
  getParentRoute: () => root,
  path: "/layanan/meja/kontak/$id",
  beforeLoad: needs("service.desk"),
  component: lazyRouteComponent(
    withWords(["agentDesk", "deskTickets", "smsWriting"], () => import("./areas/agent-desk/own-contact-screen.tsx")),
    "OwnContactScreen",
  ),
});

const agentCallbacks = createRoute({
  getParentRoute: () => root,
  path: "/layanan/meja/telepon-balik",
  beforeLoad: needs("service.desk"),
  component: lazyRouteComponent(
    withWords(["agentDesk"], () => import("./areas/agent-desk/callbacks/callbacks-screen.tsx")),
    "AgentCallbacksScreen",
  ),
});

const callbacks = createRoute({
  getParentRoute: () => root,
  path: "/layanan/telepon-balik",
  beforeLoad: needs("queue.manage"),
  component: lazyRouteComponent(
    withWords(["agentDesk"], () => import("./areas/agent-desk/callbacks/callbacks-screen.tsx")),
    "CallbacksScreen",
  ),
});

/** The queue routes, for the route table. */
export const queueRoutes = [
  board,
  contact,
  queueReport,
  queues,
  newQueue,
  queue,
  agents,
  newAgent,
  agent,
  choices,
  agentDesktop,
  ownContact,
  agentCallbacks,
  callbacks,
] as const;
