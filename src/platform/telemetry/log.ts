import pino from "pino";
import { maskRecord, maskText } from "./mask.ts";

/** Structured log: fields first, then a past-tense event name ("call.answered"). */
export interface Log {
  debug(fields: object, event: string): void;
  info(fields: object, event: string): void;
  warn(fields: object, event: string): void;
  error(fields: object, event: string): void;
  child(fields: object): Log;
}

/** Destination of log lines; standard output unless given. */
export interface LogSink {
  write(line: string): void;
}

/** Opens a log that masks personal data in every line it writes. */
export function openLog(options: { readonly process: string; readonly level: string; readonly sink?: LogSink }): Log {
  const settings: pino.LoggerOptions = {
    level: options.level,
    base: { process: options.process, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label) => ({ level: label }),
      log: (record) => maskRecord(record) as Record<string, unknown>,
    },
    // `maskRecord` serialises errors; pino's own serialiser would read its result as a plain object.
    serializers: { err: (masked: unknown) => masked },
    hooks: {
      logMethod(parts, method) {
        method.apply(this, parts.map((part) => (typeof part === "string" ? maskText(part) : part)) as typeof parts);
      },
    },
  };
  return options.sink === undefined ? pino(settings) : pino(settings, options.sink);
}

/**
 * Writes the one line about a source with wrong credentials, with its IP address unmasked, for fail2ban
 * (docs/guide/fail2ban-sambung.conf reads its fields in this order).
 */
export function logWrongCredentials(log: Log, protocol: "sip" | "smpp" | "http", address: string): void {
  log.warn({ protocol, ip: address.replace(/^::ffff:(?=[\d.]+$)/i, "") }, "credentials.wrong");
}
