// Page code around the example of a browser client, with a tone as microphone, and functions for a test.
import { BrowserClient } from "../examples/browser-client.js";

/** Starts; `own` contains the installation's address and the tone of this page. */
function prepare(own) {
  const context = new AudioContext();
  const out = context.createMediaStreamDestination();
  const tone = new OscillatorNode(context, { frequency: own.toneHz });
  tone.connect(new GainNode(context, { gain: 0.4 })).connect(out);
  tone.start();
  const log = [];
  let ear = null;
  let client = null;
  let held = null;
  const take = (call) => {
    held = call;
    for (const event of ["ringing", "accepted", "ended"]) call.addEventListener(event, () => log.push(event));
    call.addEventListener("sound", ({ detail: stream }) => {
      ear = new AnalyserNode(context, { fftSize: 4_096, smoothingTimeConstant: 0 });
      context.createMediaStreamSource(stream).connect(ear);
    });
  };
  window.testPage = {
    log,
    hangUp: () => held?.hangUp(),
    /** The loudest received tone; 0 for none. */
    heardHz: () => {
      if (ear === null) return 0;
      const levels = new Float32Array(ear.frequencyBinCount);
      ear.getFloatFrequencyData(levels);
      const at = levels.indexOf(Math.max(...levels));
      return levels[at] > -60 ? (at * context.sampleRate) / ear.fftSize : 0;
    },
    connect: async (token) => {
      client = new BrowserClient({ ...own, token: () => token });
      client.addEventListener("incoming", ({ detail: call }) => {
        log.push(`incoming ${call.peer}`);
        take(call);
        void call.accept({ stream: out.stream });
      });
      for (const event of ["online", "offline"]) client.addEventListener(event, () => log.push(event));
      client.addEventListener("refused", ({ detail }) => log.push(`refused ${detail.code}`));
      try {
        await client.connect();
        return null;
      } catch (error) {
        return error.code ?? -1;
      }
    },
    call: async (parameters) => take(await client.call(parameters, { stream: out.stream })),
  };
}

window.prepare = prepare;
