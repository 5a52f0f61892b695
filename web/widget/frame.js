// The frame of a widget: does its proof of work, sends what is asked for, and tells the page around it how tall it is.
const form = document.querySelector("form");
const box = document.querySelector("details");
const config = JSON.parse(document.body.dataset.config);
const byId = (id) => document.getElementById(id);
const { words } = config;

const tellSize = () => {
  if (config.origin === null) return;
  const { height } = document.documentElement.getBoundingClientRect();
  const width = byId("summary").offsetWidth + 34;
  parent.postMessage({ sambung: "size", height: Math.ceil(height), width, isOpen: box.open }, config.origin);
};
new ResizeObserver(tellSize).observe(document.body);
box.addEventListener("toggle", tellSize);
tellSize();

// SHA-256 (FIPS 180-4) of one block: pages without HTTPS have no crypto.subtle, and it would answer one digest at a time.
const K = new Uint32Array(64);
const H = new Uint32Array(8);
const fraction = (root) => ((root - Math.floor(root)) * 2 ** 32) >>> 0;
for (let n = 2, count = 0; count < 64; n += 1) {
  let isPrime = true;
  for (let by = 2; by * by <= n; by += 1) if (n % by === 0) isPrime = false;
  if (!isPrime) continue;
  if (count < 8) H[count] = fraction(Math.sqrt(n));
  K[count] = fraction(Math.cbrt(n));
  count += 1;
}
const W = new Uint32Array(64);
const right = (word, by) => (word >>> by) | (word << (32 - by));
/** The first word of the digest of a text of at most 55 ASCII characters. */
const firstWord = (text) => {
  W.fill(0, 0, 16);
  for (let at = 0; at < text.length; at += 1) W[at >> 2] |= text.charCodeAt(at) << (24 - 8 * (at & 3));
  W[text.length >> 2] |= 0x80 << (24 - 8 * (text.length & 3));
  W[15] = text.length * 8;
  for (let at = 16; at < 64; at += 1) {
    const [far, near] = [W[at - 15], W[at - 2]];
    const s0 = right(far, 7) ^ right(far, 18) ^ (far >>> 3);
    const s1 = right(near, 17) ^ right(near, 19) ^ (near >>> 10);
    W[at] = (W[at - 16] + s0 + W[at - 7] + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = H;
  for (let at = 0; at < 64; at += 1) {
    const t1 = (h + (right(e, 6) ^ right(e, 11) ^ right(e, 25)) + ((e & f) ^ (~e & g)) + K[at] + W[at]) | 0;
    const t2 = ((right(a, 2) ^ right(a, 13) ^ right(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  return (a + H[0]) >>> 0;
};

const pause = () => new Promise((resolve) => setTimeout(resolve));
const PORTION = 4_000;
const solve = async (seed) => {
  const answers = [];
  for (let puzzle = 0; puzzle < config.puzzles; puzzle += 1) {
    let answer = 0;
    while (firstWord(`${seed}:${puzzle}:${answer}`) >>> (32 - config.bits) !== 0) {
      answer += 1;
      if (answer % PORTION === 0) await pause();
    }
    answers.push(answer);
  }
  return answers;
};

const ANSWER_MS_MAX = 15_000;
const send = (path, body) =>
  fetch(`/api/widgets/${config.key}/${path}`, {
    method: "POST",
    signal: AbortSignal.timeout(ANSWER_MS_MAX),
    credentials: "omit",
    headers: { "content-type": "application/json", "accept-language": document.documentElement.lang },
    body: JSON.stringify(body),
  });

let held = config.ticket;
let heldAt = Date.now();
let isSpent = false;
/** A ticket that is held for so long is changed before it is sent. */
const GOOD_MS = 25 * 60_000;
let work;
/** Begins the work for the ticket that is held; it is done by the time that somebody has typed his number. */
const begin = () => {
  if (held !== null) work ??= solve(held.seed);
};

/** A ticket is good once and for a while only; what is held no longer is changed for a new one. */
const renew = async () => {
  const answer = await send("tickets", { ticket: held.ticket });
  if (!answer.ok) throw new Refused(await faultOf(answer));
  held = await answer.json();
  heldAt = Date.now();
  isSpent = false;
  work = undefined;
};

/** A ticket with its work, which is good for one wish or one call. */
const pay = async () => {
  if (isSpent || Date.now() - heldAt > GOOD_MS) await renew();
  begin();
  const paid = { ticket: held.ticket, work: await work };
  isSpent = true;
  return paid;
};

/** What the server said of a wish that it did not take. */
class Refused extends Error {
  constructor({ code, message }) {
    super(message);
    this.code = code;
  }
}

const faultOf = async (answer) => {
  const said = await answer.json().catch(() => null);
  return { code: said?.error?.code ?? "", message: said?.error?.message ?? words.failed };
};

const tell = (id, text) => {
  byId("error").textContent = id === "error" ? text : "";
  byId("error").hidden = id !== "error";
  byId("status").textContent = id === "status" ? text : "";
};

const refuse = ({ code, message }) => {
  tell("error", message);
  const isNumber = code.startsWith("widget-number");
  const field = isNumber ? byId("number") : null;
  for (const input of form.elements) input.removeAttribute("aria-invalid");
  field?.setAttribute("aria-invalid", "true");
  (field ?? byId("error")).focus();
};

const checked = () => {
  if (!/\d/.test(byId("number").value)) return { code: "widget-number", message: words.numberMissing };
  if (byId("later")?.checked && byId("at").value === "") return { code: "", message: words.timeMissing };
  return byId("own").checked ? undefined : { code: "", message: words.ownMissing };
};

let isBusy = false;
const submit = async () => {
  if (isBusy) return;
  const fault = checked();
  if (fault !== undefined) return refuse(fault);
  if (held === null) return tell("status", words.preview);
  isBusy = true;
  byId("send").setAttribute("aria-disabled", "true");
  tell("status", words.sending);
  try {
    const paid = await pay();
    const at = byId("later")?.checked ? byId("at").value : null;
    const [number, topic] = [byId("number").value, byId("topic").value];
    const body = { ...paid, number, at, topic, isOwn: true };
    const answer = await send("callbacks", body);
    if (!answer.ok) throw new Refused(await faultOf(answer));
    const when = byId("at")?.selectedOptions[0]?.label ?? "";
    byId("done-text").textContent = at === null ? words.doneNow : words.doneLater.replace("{at}", when);
    form.hidden = true;
    byId("done").hidden = false;
    byId("done-title").focus();
  } catch (error) {
    refuse(error instanceof Refused ? error : { code: "", message: words.failed });
  } finally {
    isBusy = false;
    byId("send").removeAttribute("aria-disabled");
    tellSize();
  }
};
const choose = () => {
  if (byId("at") !== null && byId("later") !== null) byId("when").hidden = !byId("later").checked;
};

// Where nothing can be asked there is no form.
if (form !== null) {
  form.addEventListener("input", begin);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit().catch(() => refuse({ code: "", message: words.failed }));
  });
  for (const input of form.querySelectorAll("[name=when]")) input.addEventListener("change", choose);
  choose();
}

// A call by the browser's own sound; what it needs is loaded once somebody asks for it.
const start = byId("talk-start");
const PLACE_MS = 4_000;
let call = null;
let secret = null;
let begunMs = 0;
let shown = null;
const say = (text) => {
  byId("talk-state").textContent = text;
};
const show = (isOn) => {
  byId("talk-call").hidden = !isOn;
  start.hidden = isOn;
  byId("talk-keys").hidden = true;
  byId("talk-more").setAttribute("aria-expanded", "false");
  byId("talk-mute").setAttribute("aria-pressed", "false");
  byId("talk-time").textContent = "";
  for (const part of document.querySelectorAll(".beside-talk")) part.hidden = isOn;
  tellSize();
};
const talkWords = words.talk;
const over = (fault, said) => {
  call = null;
  secret = null;
  shown = null;
  begunMs = 0;
  show(false);
  say(said ?? (fault === null ? talkWords.ended : `${talkWords.faults[fault]} ${talkWords.instead}`));
  byId("talk-state").focus();
};
const letIn = async () => {
  const answer = await send("talks", await pay());
  if (!answer.ok) throw new Refused(await faultOf(answer));
  return answer.json();
};
const talk = async () => {
  if (call !== null) return;
  if (held === null) return say(words.preview);
  begin();
  const own = {};
  call = own;
  show(true);
  say(talkWords.loading);
  byId("talk-end").focus();
  try {
    await import("/widget-phone.js");
  } catch {
    if (call === own) over("lost");
    return;
  }
  // Whoever ended it while it loaded may have begun another one.
  if (call !== own) return;
  call = window.sambungTalk({
    path: `/api/widgets/${config.key}/sip`,
    letIn,
    onLetIn: (told) => {
      secret = told;
    },
    onState: (state) => {
      if (state === "talking") begunMs = Date.now();
      say(talkWords[state]);
    },
    onOver: over,
  });
};
const press = (key) => {
  if (begunMs > 0) call?.press(key);
};

if (start !== null) {
  start.addEventListener("click", () => void talk());
  byId("talk-end").addEventListener("click", () => (call?.hangUp ? call.hangUp() : over(null)));
  byId("talk-mute").addEventListener("click", ({ currentTarget }) => {
    const isMuted = currentTarget.getAttribute("aria-pressed") !== "true";
    currentTarget.setAttribute("aria-pressed", String(isMuted));
    call?.mute?.(isMuted);
  });
  byId("talk-more").addEventListener("click", ({ currentTarget }) => {
    const keys = byId("talk-keys");
    keys.hidden = !keys.hidden;
    currentTarget.setAttribute("aria-expanded", String(!keys.hidden));
    tellSize();
  });
  byId("talk-keys").addEventListener("click", ({ target }) => {
    if (target.dataset.key) press(target.dataset.key);
  });
  // Whoever has a keyboard presses the digits of a menu on it.
  byId("talk-call").addEventListener("keydown", ({ key, ctrlKey, metaKey, altKey }) => {
    if (/^[0-9*#]$/.test(key) && !ctrlKey && !metaKey && !altKey) press(key);
  });
  setInterval(() => {
    if (begunMs === 0) return;
    const seconds = Math.floor((Date.now() - begunMs) / 1000);
    byId("talk-time").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }, 1000);
  setInterval(async () => {
    if (secret === null || begunMs === 0) return;
    const asked = secret;
    const answer = await send("places", { secret }).catch(() => null);
    const { position = null } = answer?.ok ? await answer.json() : {};
    if (asked !== secret || position === shown) return;
    shown = position;
    say(position === null ? talkWords.talking : talkWords.waiting.replace("{position}", position));
  }, PLACE_MS);
}
