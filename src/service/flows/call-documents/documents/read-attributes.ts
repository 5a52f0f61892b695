import type { Hook } from "../../../telephony/calls/index.ts";
import { type DocumentWarning, SCHEMA_WARNING } from "./document-fault.ts";
import type { DocumentElement } from "./read-element.ts";

/** Reads the attributes of one element with their constraints; invalid values cause a warning and count as omitted. */
export interface AttributeReader {
  text(name: string): string | null;
  whole(name: string, bounds: { readonly min: number; readonly max: number; readonly otherwise: number }): number;
  flag(name: string, otherwise: boolean): boolean;
  choice<Value extends string>(name: string, values: readonly Value[], otherwise: Value): Value;
  /** Valid words of a list. */
  words(name: string, values: readonly string[]): readonly string[];
  /** A URL with its method attribute; null without one. */
  hook(name: string, methodName: string): Hook | null;
  /** Adds a warning about an attribute without effect. */
  passOver(name: string): void;
  /** All warnings so far, and one for each attribute that was not read. */
  warnings(): readonly DocumentWarning[];
}

/** The attribute reader of an element; relative URLs are resolved against `base`. */
export function attributesOf({ name: verb, attributes }: DocumentElement, base: string | null): AttributeReader {
  const asked = new Set<string>();
  const wrong: DocumentWarning[] = [];
  const warn = (attribute: string): void => void wrong.push({ number: SCHEMA_WARNING, verb, attribute });
  const text = (name: string): string | null => {
    asked.add(name);
    return attributes[name]?.trim() ?? null;
  };
  return {
    text,
    whole: (name, { min, max, otherwise }) => {
      const given = text(name);
      if (given === null) return otherwise;
      const value = /^\d{1,9}$/.test(given) ? Number(given) : Number.NaN;
      if (value >= min && value <= max) return value;
      warn(name);
      return value > max ? max : otherwise;
    },
    flag: (name, otherwise) => {
      const given = text(name)?.toLowerCase() ?? null;
      if (given === "true" || given === "false") return given === "true";
      if (given !== null) warn(name);
      return otherwise;
    },
    choice: (name, values, otherwise) => {
      const given = text(name);
      const value = values.find((one) => one === given?.toLowerCase());
      if (given !== null && value === undefined) warn(name);
      return value ?? otherwise;
    },
    words: (name, values) => {
      const given = new Set((text(name) ?? "").toLowerCase().split(/[\s,]+/));
      if ([...given].some((one) => one !== "" && !values.includes(one))) warn(name);
      return values.filter((one) => given.has(one));
    },
    hook: (name, methodName) => {
      const given = text(name);
      const method = text(methodName)?.toUpperCase() ?? "POST";
      if (method !== "GET" && method !== "POST") warn(methodName);
      if (given === null || given === "") return null;
      const url = addressIn(given, base);
      if (url === null) warn(name);
      return url === null ? null : { url, method: method === "GET" ? "GET" : "POST" };
    },
    passOver: (name) => {
      if (text(name) !== null) warn(name);
    },
    warnings: () => {
      const unknown = Object.keys(attributes).filter((one) => !asked.has(one));
      return [...wrong, ...unknown.map((attribute) => ({ number: SCHEMA_WARNING, verb, attribute }))];
    },
  };
}

const ADDRESS_MAX = 2_048;

/** Resolves a URL of a document; null for an invalid webhook URL. */
export function addressIn(text: string, base: string | null): string | null {
  if (text.length > ADDRESS_MAX) return null;
  const url = URL.parse(text, base ?? undefined);
  return url !== null && (url.protocol === "https:" || url.protocol === "http:") ? url.href : null;
}
