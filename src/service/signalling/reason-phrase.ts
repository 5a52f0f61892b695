/** Reason phrases of the answers a call gives (RFC 3261 §21). */
const PHRASES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  403: "Forbidden",
  404: "Not Found",
  408: "Request Timeout",
  423: "Interval Too Brief",
  480: "Temporarily Unavailable",
  481: "Call/Transaction Does Not Exist",
  486: "Busy Here",
  487: "Request Terminated",
  488: "Not Acceptable Here",
  491: "Request Pending",
  500: "Server Internal Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
  603: "Decline",
};

/** The phrase of a status; its class where it is not known. */
export function reasonPhrase(status: number): string {
  return PHRASES[status] ?? (status < 500 ? "Request Failed" : "Server Failed");
}
