import { parseArgs } from "node:util";
import { ok, type Result, refuse } from "../src/kernel/index.ts";

/** A SIP server that is compared with Sambung. */
export interface CompareTarget {
  /** An IPv4 address of this machine. */
  readonly host: string;
  readonly port: number;
  /** The dialled number. */
  readonly number: string;
  /** Its label in the table. */
  readonly label: string;
}

/** Parameters of a comparison. */
export interface CompareOptions {
  /** Null when Sambung is measured alone. */
  readonly target: CompareTarget | null;
  /** Calls a second of each step, ascending. */
  readonly rates: readonly number[];
  /** Duration of each step. */
  readonly seconds: number;
  readonly rounds: number;
}

const RATE_MAX = 500;
const STEPS_MAX = 5;
const SECONDS_MAX = 20;
const ROUNDS_MIN = 3;
const ROUNDS_MAX = 10;
const MEASURED_SECONDS_MAX = 900;
const LABEL_CHARACTERS_MAX = 24;
const TARGET = /^sip:(localhost|\d{1,3}(?:\.\d{1,3}){3})(?::(\d{1,5}))?$/;
const NUMBER = /^[\w+.*#-]{1,32}$/;
const LOOPBACK = /^127\./;

/** Usage of the command. */
export const COMPARE_USAGE = `npm run compare -- --target sip:HOST:PORT --number N [--label NAME] [--rate R] [--steps N] [--seconds S] [--rounds N]

Makes the same calls to a Sambung started for it and to another SIP server on this machine, in turns, and prints both.
Each call is INVITE, 180, 200, ACK, 400 ms, BYE over UDP, without sound. The server must answer N without a password.

  --target   the other server: localhost, a loopback address or an address of this machine; without it Sambung alone
  --number   what is dialled at it
  --label    its name in the table (default: the target)
  --rate     highest rate in calls a second (default 100, at most ${RATE_MAX})
  --steps    rates up to it in equal steps (default 3, at most ${STEPS_MAX})
  --seconds  how long each step is held (default 5, at most ${SECONDS_MAX})
  --rounds   how often everything is repeated (default ${ROUNDS_MIN}, at most ${ROUNDS_MAX})
`;

/** Parses the arguments of the command; a refusal is a sentence for its user. `ownAddresses` are those of this machine. */
export function readCompareOptions(
  args: readonly string[],
  ownAddresses: readonly string[],
): Result<CompareOptions, string> {
  const read = readWords(args);
  if (!read.ok) return read;
  const words = read.value;
  const numbers = readNumbers(words);
  if (!numbers.ok) return numbers;
  const { rate, steps, seconds, rounds } = numbers.value;
  const target = readTarget(words, ownAddresses);
  if (!target.ok) return target;
  const measured = rounds * steps * seconds * (target.value === null ? 1 : 2);
  if (measured > MEASURED_SECONDS_MAX)
    return refuse(`That would take ${measured} s of calls; at most ${MEASURED_SECONDS_MAX} s are allowed.`);
  const rates = Array.from({ length: steps }, (_, index) => Math.max(1, Math.round((rate * (index + 1)) / steps)));
  return ok({ target: target.value, rates: [...new Set(rates)], seconds, rounds });
}

type Words = Readonly<Record<string, string | undefined>>;

function readWords(args: readonly string[]): Result<Words, string> {
  const text = { type: "string" } as const;
  const names = ["target", "number", "label", "rate", "steps", "seconds", "rounds"];
  try {
    const options = Object.fromEntries(names.map((name) => [name, text]));
    return ok(parseArgs({ args: [...args], options, strict: true }).values as Words);
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

function readNumbers(words: Words) {
  const bounds = {
    rate: { byDefault: 100, min: 1, max: RATE_MAX },
    steps: { byDefault: 3, min: 1, max: STEPS_MAX },
    seconds: { byDefault: 5, min: 1, max: SECONDS_MAX },
    rounds: { byDefault: ROUNDS_MIN, min: ROUNDS_MIN, max: ROUNDS_MAX },
  };
  const values = { rate: 0, steps: 0, seconds: 0, rounds: 0 };
  for (const name of Object.keys(bounds) as (keyof typeof bounds)[]) {
    const { byDefault, min, max } = bounds[name];
    const value = Number(words[name] ?? byDefault);
    if (!Number.isInteger(value) || value < min || value > max)
      return refuse(`--${name} must be a whole number from ${min} to ${max}.`);
    values[name] = value;
  }
  return ok(values);
}

function readTarget(words: Words, ownAddresses: readonly string[]): Result<CompareTarget | null, string> {
  const { target, number, label } = words;
  if (target === undefined)
    return number === undefined && label === undefined ? ok(null) : refuse("--number and --label need --target.");
  const [, name, portText = "5060"] = TARGET.exec(target) ?? [];
  const port = Number(portText);
  if (name === undefined || port < 1 || port > 65_535)
    return refuse(`--target must look like sip:127.0.0.1:5060 and not like ${target}.`);
  const host = name === "localhost" ? "127.0.0.1" : name;
  // Load on another machine is no comparison, and the machine may belong to a third party.
  if (!LOOPBACK.test(host) && !ownAddresses.includes(host))
    return refuse(
      `${host} is no address of this machine. Run the server here; a container publishes its port on loopback.`,
    );
  if (number === undefined || !NUMBER.test(number)) return refuse("--number must say what is dialled at the target.");
  const shown = label ?? `${host}:${port}`;
  if (shown.length === 0 || shown.length > LABEL_CHARACTERS_MAX)
    return refuse(`--label may have ${LABEL_CHARACTERS_MAX} characters.`);
  return ok({ host, port, number, label: shown });
}
