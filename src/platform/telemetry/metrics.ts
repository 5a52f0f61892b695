import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** The metrics that a process publishes in Prometheus' text format. */
export interface Metrics {
  readonly httpSeconds: Histogram<"method" | "route" | "status">;
  readonly claims: Counter<"outcome">;
  readonly outboxWaiting: Gauge;
  readonly outboxStuck: Gauge;
  readonly auditUnsealed: Gauge;
  readonly liveConnections: Gauge;
  /** Seconds since the last finished backup; no value without a backup. */
  readonly backupAge: Gauge;
  readonly diskFree: Gauge;
  /** Days until the HTTPS certificate expires; no value without HTTPS of our own. */
  readonly certificateDays: Gauge;
  readonly switches: Gauge;
  readonly smsUnowned: Gauge;
  readonly switchBeatAge: Gauge<"switch">;
  /** Metrics reported by each switch, by their name. */
  readonly switchFigure: Gauge<"switch" | "figure">;
  /** The whole metrics page, and its content type. */
  page(): Promise<{ readonly type: string; readonly text: string }>;
}

/** Node's default metrics. Their observers of garbage collection and of the event loop never end, so a process registers them once. */
let ofNode: Registry | undefined;

function figuresOfNode(): Registry {
  if (ofNode === undefined) {
    ofNode = new Registry();
    collectDefaultMetrics({ register: ofNode });
  }
  return ofNode;
}

/** Creates the metrics of one process, including Node's default metrics. */
export function openMetrics(): Metrics {
  const registry = new Registry();
  const nodeRegistry = figuresOfNode();
  const registers = [registry];
  return {
    httpSeconds: new Histogram({
      name: "sambung_http_request_seconds",
      help: "Time from request to answer",
      labelNames: ["method", "route", "status"],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    }),
    claims: new Counter({
      name: "sambung_code_claims_total",
      help: "Attempts to hold an access code by outcome",
      labelNames: ["outcome"],
      registers,
    }),
    outboxWaiting: new Gauge({ name: "sambung_outbox_waiting", help: "Outbox rows not done", registers }),
    outboxStuck: new Gauge({ name: "sambung_outbox_stuck", help: "Outbox rows that failed at least once", registers }),
    auditUnsealed: new Gauge({ name: "sambung_audit_unsealed", help: "Audit entries not sealed yet", registers }),
    backupAge: new Gauge({
      name: "sambung_backup_age_seconds",
      help: "Time since the last finished backup",
      registers,
    }),
    diskFree: new Gauge({
      name: "sambung_data_free_bytes",
      help: "Free space of the disk that holds the data folder",
      registers,
    }),
    certificateDays: new Gauge({
      name: "sambung_certificate_days_left",
      help: "Days until the certificate of HTTPS ends; negative once it has ended",
      registers,
    }),
    liveConnections: new Gauge({ name: "sambung_live_connections", help: "Open event streams", registers }),
    smsUnowned: new Gauge({
      name: "sambung_sms_unowned",
      help: "Short messages of the last 30 days to numbers that no call centre has",
      registers,
    }),
    switches: new Gauge({ name: "sambung_switches", help: "Switches that gave a sign of life lately", registers }),
    switchBeatAge: new Gauge({
      name: "sambung_switch_beat_age_seconds",
      help: "Age of a switch's last sign of life",
      labelNames: ["switch"],
      registers,
    }),
    switchFigure: new Gauge({
      name: "sambung_switch_figure",
      help: "What a switch tells of itself: calls, channels, phones, backlog, refused, memoryBytes",
      labelNames: ["switch", "figure"],
      registers,
    }),
    page: async () => ({
      type: registry.contentType,
      text: await Registry.merge([nodeRegistry, registry]).metrics(),
    }),
  };
}
