import { randomUUID } from "node:crypto";
import type { DemoClient } from "../demo/demo-client.ts";
import { type DemoContext, demoOfficer } from "../demo/demo-steps.ts";
import type { CallCentre } from "./call-centre.ts";
import type { DemonstrationStep } from "./cases.ts";
import { customerNumber } from "./history.ts";

type Priority = "urgent" | "high" | "normal" | "low";
type TicketEnd = "open" | "in-work" | "waiting" | "solved" | "closed";

/** A ticket: its age, its customer, its subject and its final state. */
interface TicketCase {
  readonly daysAgo: number;
  readonly customer: number;
  readonly subject: string;
  readonly description: string;
  readonly priority: Priority;
  readonly queue: number;
  readonly end: TicketEnd;
}

/** Frequent callers with a known name. */
export const CUSTOMER_NAMES = [
  "Rina Marlina",
  "Budi Hartono",
  "Siti Aminah",
  "Yosef Situmorang",
  "Wayan Sudarma",
  "Lina Kusuma",
  "Hendro Saputra",
  "Maya Anggraini",
  "Fitri Handayani",
  "Joko Susilo",
  "Anita Rahmawati",
  "Rudi Hermawan",
] as const;

const TICKETS: readonly TicketCase[] = [
  {
    daysAgo: 26,
    customer: 4,
    subject: "Perubahan alamat penagihan",
    description: "Pelanggan pindah ke Depok.",
    priority: "low",
    queue: 1,
    end: "closed",
  },
  {
    daysAgo: 19,
    customer: 1,
    subject: "Tagihan tercetak dua kali",
    description: "Tagihan bulan lalu diterima dua kali.",
    priority: "normal",
    queue: 1,
    end: "closed",
  },
  {
    daysAgo: 12,
    customer: 7,
    subject: "Sambungan sering terputus",
    description: "Terputus setiap sore sejak pekan lalu.",
    priority: "high",
    queue: 2,
    end: "solved",
  },
  {
    daysAgo: 9,
    customer: 0,
    subject: "Pengembalian kelebihan bayar",
    description: "Pelanggan membayar dua kali lewat bank.",
    priority: "high",
    queue: 1,
    end: "in-work",
  },
  {
    daysAgo: 6,
    customer: 9,
    subject: "Permintaan rincian pemakaian",
    description: "Rincian tiga bulan terakhir.",
    priority: "normal",
    queue: 0,
    end: "waiting",
  },
  {
    daysAgo: 5,
    customer: 2,
    subject: "Modem tidak menyala",
    description: "Lampu daya mati setelah hujan petir.",
    priority: "urgent",
    queue: 2,
    end: "open",
  },
  {
    daysAgo: 1,
    customer: 5,
    subject: "Perubahan paket layanan",
    description: "Ingin beralih ke paket keluarga.",
    priority: "normal",
    queue: 0,
    end: "in-work",
  },
  {
    daysAgo: 1,
    customer: 10,
    subject: "Kode pembayaran ditolak",
    description: "Kode ditolak di gerai.",
    priority: "high",
    queue: 1,
    end: "open",
  },
  {
    daysAgo: 0,
    customer: 3,
    subject: "Jadwal kunjungan teknisi",
    description: "Meminta kunjungan pada pagi hari.",
    priority: "normal",
    queue: 2,
    end: "open",
  },
];

const ARTICLES = [
  {
    title: "Cara membayar tagihan",
    body: "Tagihan dapat dibayar lewat bank, gerai, dan dompet elektronik paling lambat tanggal 20.",
    queue: 1,
  },
  {
    title: "Langkah pertama saat ada gangguan",
    body: "Minta pelanggan mematikan modem selama satu menit, lalu menyalakannya kembali.",
    queue: 2,
  },
  { title: "Jam layanan", body: "Pusat panggilan melayani 24 jam setiap hari.", queue: 0 },
  {
    title: "Syarat perubahan nama pelanggan",
    body: "Pelanggan mengirim salinan KTP dan surat pernyataan bermeterai.",
    queue: 0,
  },
] as const;

const promise = (answerMinutes: number, solutionMinutes: number) => ({ answerMinutes, solutionMinutes });
const PROMISES = {
  urgent: promise(60, 240),
  high: promise(120, 480),
  normal: promise(240, 960),
  low: promise(480, 2_400),
};

/** Number of steps of `customerSteps`. */
export const CUSTOMER_STEPS = 1 + TICKETS.reduce((sum, { end }) => sum + (end === "open" ? 1 : 2), 0);

/** Customer data beside calls: articles, tickets and their processing. */
export function customerSteps(demo: DemoContext, { hoursId, queueIds }: CallCentre): readonly DemonstrationStep[] {
  const supervisor = () => demoOfficer(demo, { role: "operator-supervisor", team: null });
  let categoryId = "";
  const prepare = async () => {
    const operator = await demoOfficer(demo, { role: "operator-administrator", team: null });
    const category = { name: "Keluhan pelanggan", hoursId, promises: PROMISES };
    categoryId = (await operator.post<CreatedResource>("/api/service/ticket-categories", category)).id;
    for (const article of ARTICLES) await publishArticle(operator, { ...article, queueIds, nowMs: demo.nowMs() });
  };
  const tickets = TICKETS.flatMap((one): readonly DemonstrationStep[] => {
    const id = randomUUID();
    const open = async () => {
      const queueId = queueIds[one.queue] ?? null;
      await openTicket(await supervisor(), { id, categoryId, queueId, ticket: one });
    };
    const work = async () => workOnTicket(await supervisor(), id, one.end);
    const name = `ticket: ${one.subject}`;
    const later = Math.max(0, one.daysAgo - 1);
    const opened = { daysAgo: one.daysAgo, name, run: open };
    return one.end === "open" ? [opened] : [opened, { daysAgo: later, name, run: work }];
  });
  return [{ daysAgo: 80, name: "knowledge base", run: prepare }, ...tickets];
}

type CreatedResource = { readonly id: string };

async function publishArticle(
  operator: DemoClient,
  article: (typeof ARTICLES)[number] & { readonly queueIds: readonly string[]; readonly nowMs: number },
): Promise<void> {
  const { title, body, queue, queueIds, nowMs } = article;
  const { id } = await operator.post<CreatedResource>("/api/service/information/articles", { title });
  const path = `/api/service/information/articles/${id}`;
  const draft = { title, body, owner: "Kartika Sari Hutapea", queueIds: queueIds.slice(queue, queue + 1), choices: [] };
  await operator.put(`${path}/draft`, { expectedVersion: 1, ...draft });
  const inForceFrom = new Date(nowMs).toISOString().slice(0, 10);
  await operator.post(`${path}/versions`, { expectedVersion: 2, inForceFrom, inForceUntil: null, note: "" });
}

async function openTicket(
  supervisor: DemoClient,
  wanted: {
    readonly id: string;
    readonly categoryId: string;
    readonly queueId: string | null;
    readonly ticket: TicketCase;
  },
): Promise<void> {
  const { id, categoryId, queueId } = wanted;
  const { customer, subject, description, priority } = wanted.ticket;
  await supervisor.post("/api/service/tickets", {
    id,
    categoryId,
    priority,
    subject,
    description,
    customerName: CUSTOMER_NAMES[customer] ?? "",
    customerNumber: customerNumber(customer),
    customerEmail: null,
    hasConsent: false,
    locale: "id",
    assigneeId: null,
    queueId,
  });
}

const WAYS: Readonly<Record<TicketEnd, readonly TicketEnd[]>> = {
  open: [],
  "in-work": ["in-work"],
  waiting: ["in-work", "waiting"],
  solved: ["in-work", "solved"],
  closed: ["in-work", "solved", "closed"],
};
const WORDS: Partial<Record<TicketEnd, string>> = {
  waiting: "Mohon kirim bukti pembayaran terakhir.",
  solved: "Masalah sudah kami selesaikan. Terima kasih atas kesabaran Anda.",
};

async function workOnTicket(supervisor: DemoClient, id: string, end: TicketEnd): Promise<void> {
  for (const to of WAYS[end]) {
    const { version } = await supervisor.get<{ readonly version: number }>(`/api/service/tickets/${id}`);
    const move = { wishId: randomUUID(), expectedVersion: version, to, text: WORDS[to] ?? "" };
    await supervisor.post(`/api/service/tickets/${id}/moves`, move);
  }
}
