/** Types of the package `smpp`, which ships none, as far as tests use it. */
declare module "smpp" {
  /** A PDU of that package, by the names of the specification. */
  class PDU {
    constructor(bytes: Buffer);
    constructor(command: string, fields: Readonly<Record<string, unknown>>);
    readonly command: string;
    readonly command_status: number;
    readonly sequence_number: number;
    readonly [field: string]: unknown;
    toBuffer(): Buffer;
    response(fields?: Readonly<Record<string, unknown>>): PDU;
  }
  /** A connection of that package: it binds, sends and receives. */
  interface Session {
    on(event: "error", listener: (error: unknown) => void): void;
    on(event: string, listener: (pdu: PDU) => void): void;
    readonly socket: { setNoDelay(isAtOnce: boolean): unknown };
    send(pdu: PDU, onAnswer?: (pdu: PDU) => void): boolean;
    close(): void;
    destroy(): void;
  }
  const smpp: {
    readonly PDU: typeof PDU;
    connect(options: Readonly<Record<string, unknown>>, onOpen?: () => void): Session;
  };
  export default smpp;
}
