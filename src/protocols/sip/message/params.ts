import { ok } from "../../../kernel/index.ts";
import { PARAMS_MAX } from "../limits.ts";
import { faulty, type Read } from "./fault-result.ts";

/** One `;name=value`. Names are lower-case; a value is unparsed, quotes and escapes included, or null. */
export interface Param {
  readonly name: string;
  readonly value: string | null;
}

/** A parsed value, and the position after it. */
export interface ReadAt<Value> {
  readonly value: Value;
  readonly end: number;
}

const EMPTY: readonly Param[] = [];
// RFC 3261 §25.1: generic-param = token [ EQUAL gen-value ]; gen-value = token / host / quoted-string.
// Real phones send slashes, colons and similar in values (`+sip.instance`, `received=::1`, `url`).
const PARAM =
  /[ \t]*;[ \t]*([-.!%*_+`'~A-Za-z0-9]+)(?:[ \t]*=[ \t]*([-.!%*_+`'~A-Za-z0-9:[\]/@&$#?|^{}()]+|"(?:[^"\\]|\\[^\r\n])*"))?/y;
const UPPER = /[A-Z]/;

/** Parses `*(SEMI generic-param)` from `start`; stops at the first character that does not belong to it. */
export function readParams(text: string, start: number): Read<ReadAt<readonly Param[]>> {
  if (start >= text.length) return ok({ value: EMPTY, end: start });
  const params: Param[] = [];
  let end = start;
  for (;;) {
    PARAM.lastIndex = end;
    const found = PARAM.exec(text);
    if (found === null) break;
    const written = found[1] ?? "";
    const name = UPPER.test(written) ? written.toLowerCase() : written;
    // RFC 3261 §7.3.1: any given parameter name must not appear more than once.
    if (params.length >= PARAMS_MAX || params.some((param) => param.name === name)) return faulty("params");
    params.push({ name, value: found[2] ?? null });
    end = PARAM.lastIndex;
  }
  return ok({ value: params, end });
}

/** The value of a parameter: text, null for one without value, undefined when it is absent. */
export function paramOf(params: readonly Param[], name: string): string | null | undefined {
  for (const param of params) if (param.name === name) return param.value;
  return undefined;
}

/** The parameters with one set or, by `undefined`, removed. */
export function withParam(params: readonly Param[], name: string, value: string | null | undefined): readonly Param[] {
  const others = params.filter((param) => param.name !== name);
  return value === undefined ? others : [...others, { name, value }];
}

/** Parameters as text, each with a leading semicolon. */
export function paramsText(params: readonly Param[]): string {
  let text = "";
  for (const { name, value } of params) text += value === null ? `;${name}` : `;${name}=${value}`;
  return text;
}

/** Removes quotes and backslashes of a quoted string; other text is unchanged. */
export function unquoted(text: string): string {
  if (!text.startsWith('"')) return text;
  return text.slice(1, text.endsWith('"') && text.length > 1 ? -1 : undefined).replaceAll(/\\([\s\S])/g, "$1");
}

/** Text as a quoted string. Line ends, which a quoted string cannot contain, become spaces. */
export function quoted(text: string): string {
  const oneLine = text.replaceAll(/[\r\n]+/g, " ");
  return `"${oneLine.replaceAll(NEEDS_BACKSLASH, "\\$&")}"`;
}

/** RFC 3261 §25.1: beside quote and backslash, control characters are permitted as quoted pairs only. */
const NEEDS_BACKSLASH = /["\\]|(?!\t)\p{Cc}/gu;
