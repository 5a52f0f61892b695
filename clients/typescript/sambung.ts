// A client of Sambung's own interface for programs (/api/v1), in one file and without dependencies. Take it from the installation that you
// ask, so that it is of the same version: GET /api/v1/client.ts. Made from /api/v1/openapi.json; do not edit it.
// Apache-2.0.

export interface components {
    schemas: {
        AnnounceInConferenceForm: {
            url: string;
            /**
             * @default POST
             * @enum {string}
             */
            method?: "GET" | "POST";
        };
        Application: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @description Webhook that controls calls; null if none. */
            voiceUrl: string | null;
            /** @enum {string} */
            voiceMethod: "GET" | "POST";
            /** @description Fallback webhook if the response of `voiceUrl` cannot control the call. */
            fallbackUrl: string | null;
            /** @enum {string} */
            fallbackMethod: "GET" | "POST";
            /** @description Status callback, requested when a call ends. */
            statusUrl: string | null;
            /** @enum {string} */
            statusMethod: "GET" | "POST";
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            changedAt: string;
        };
        Applications: {
            items: components["schemas"]["Application"][];
            next: string | null;
        };
        BeginConferenceForm: {
            name: string;
            participant: components["schemas"]["InviteParticipantForm"];
        };
        Call: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            direction: "inbound" | "outbound" | "internal";
            /** @description Telephone number in E.164, number of the call centre, or extension. */
            from: string;
            to: string;
            /** @description Number of the call centre that was called or is shown. */
            code: string | null;
            /** @enum {string} */
            state: "queued" | "ringing" | "in-progress" | "completed" | "cancelled" | "busy" | "no-answer" | "failed";
            /** @description Outcome of the call, or why no telephone switch started it; null until it is final. */
            end: string | null;
            /**
             * Format: date-time
             * @description Time of the API request; null for other calls, and after seven days.
             */
            orderedAt: string | null;
            /** Format: date-time */
            beganAt: string | null;
            /** Format: date-time */
            endedAt: string | null;
            /** @description From answer to end; null while the call is in progress. */
            talkSeconds: number | null;
            /** @description By the price list of the call centre; null while the call is in progress. */
            costRupiah: number | null;
        };
        CallStory: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            direction: "inbound" | "outbound" | "internal";
            /** @description Telephone number in E.164, number of the call centre, or extension. */
            from: string;
            to: string;
            /** @description Number of the call centre that was called or is shown. */
            code: string | null;
            /** @enum {string} */
            state: "queued" | "ringing" | "in-progress" | "completed" | "cancelled" | "busy" | "no-answer" | "failed";
            /** @description Outcome of the call, or why no telephone switch started it; null until it is final. */
            end: string | null;
            /**
             * Format: date-time
             * @description Time of the API request; null for other calls, and after seven days.
             */
            orderedAt: string | null;
            /** Format: date-time */
            beganAt: string | null;
            /** Format: date-time */
            endedAt: string | null;
            /** @description From answer to end; null while the call is in progress. */
            talkSeconds: number | null;
            /** @description By the price list of the call centre; null while the call is in progress. */
            costRupiah: number | null;
            legs: {
                /** Format: uuid */
                id: string;
                /** @description Number dialled by an application. */
                number: string | null;
                /** @description Extension that was called. */
                extension: string | null;
                /** @enum {string} */
                state: "invited" | "ringing" | "answered" | "failed" | "released";
                /** @description SIP status, if the leg failed. */
                sipStatus: number | null;
                /** Format: date-time */
                invitedAt: string | null;
                /** Format: date-time */
                ringingAt: string | null;
                /** Format: date-time */
                answeredAt: string | null;
            }[];
            recordingIds: string[];
        };
        Calls: {
            items: components["schemas"]["Call"][];
            next: string | null;
        };
        ChangeApplicationForm: {
            name?: string;
            /** @description Webhook that controls calls; null if none. */
            voiceUrl?: string | null;
            /** @enum {string} */
            voiceMethod?: "GET" | "POST";
            /** @description Fallback webhook if the response of `voiceUrl` cannot control the call. */
            fallbackUrl?: string | null;
            /** @enum {string} */
            fallbackMethod?: "GET" | "POST";
            /** @description Status callback, requested when a call ends. */
            statusUrl?: string | null;
            /** @enum {string} */
            statusMethod?: "GET" | "POST";
        };
        ChangeNumberForm: {
            /**
             * Format: uuid
             * @description Application that controls the calls; null if the number has webhooks of its own.
             */
            applicationId?: string | null;
            /** @description Webhook that controls calls; null if none. */
            voiceUrl?: string | null;
            /** @enum {string} */
            voiceMethod?: "GET" | "POST";
            /** @description Fallback webhook if the response of `voiceUrl` cannot control the call. */
            fallbackUrl?: string | null;
            /** @enum {string} */
            fallbackMethod?: "GET" | "POST";
            /** @description Status callback, requested when a call ends. */
            statusUrl?: string | null;
            /** @enum {string} */
            statusMethod?: "GET" | "POST";
            smsUrl?: string | null;
            /** @enum {string} */
            smsMethod?: "GET" | "POST";
            smsFallbackUrl?: string | null;
            /** @enum {string} */
            smsFallbackMethod?: "GET" | "POST";
            /**
             * Format: uuid
             * @description Queue for callers whose call is no longer controlled by TwiML.
             */
            fallbackQueueId?: string | null;
        };
        ChangeParticipantForm: {
            muted?: boolean;
            held?: boolean;
            /** @description Webhook for what the participant hears while on hold. */
            holdUrl?: string;
            /**
             * @default POST
             * @enum {string}
             */
            holdMethod?: "GET" | "POST";
            endsConference?: boolean;
            /**
             * Format: uuid
             * @description The only participant who hears this one from now on; null for all.
             */
            coachesCallId?: string | null;
            /** @description Webhook for an announcement to this participant only. */
            announceUrl?: string;
            /**
             * @default POST
             * @enum {string}
             */
            announceMethod?: "GET" | "POST";
        };
        ChangeQueueForm: {
            name?: string;
            waitingMax?: number;
        };
        Conference: {
            /** Format: uuid */
            id: string;
            name: string;
            /**
             * @description Not started, in progress, or ended.
             * @enum {string}
             */
            state: "waiting" | "in-progress" | "over";
            /** @description Reason for the end; null before the end. */
            end: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            startedAt: string | null;
            /** Format: date-time */
            endedAt: string | null;
        };
        Conferences: {
            items: components["schemas"]["Conference"][];
            next: string | null;
        };
        CreateApplicationForm: {
            /** @description Webhook that controls calls; null if none. */
            voiceUrl?: string | null;
            /** @enum {string} */
            voiceMethod?: "GET" | "POST";
            /** @description Fallback webhook if the response of `voiceUrl` cannot control the call. */
            fallbackUrl?: string | null;
            /** @enum {string} */
            fallbackMethod?: "GET" | "POST";
            /** @description Status callback, requested when a call ends. */
            statusUrl?: string | null;
            /** @enum {string} */
            statusMethod?: "GET" | "POST";
            name: string;
        };
        CreateQueueForm: {
            name: string;
            waitingMax?: number;
        };
        EndCallForm: {
            /**
             * @description Only if the call has not been answered; otherwise 409.
             * @default false
             */
            unlessAnswered?: boolean;
        };
        InviteParticipantForm: {
            /** @description External number in E.164. Give either this or `toExtension`. */
            to?: string;
            /** @description Extension of the call centre. */
            toExtension?: string;
            /** @description Number of the call centre, shown as caller ID. */
            from: string;
            /** @default null */
            talkSecondsMax?: number | null;
            /**
             * @description Whether conversations of the call are recorded, according to the settings of its number.
             * @default false
             */
            record?: boolean;
            /**
             * @description Status callback of the call.
             * @default null
             */
            statusCallback?: {
                url: string;
                /**
                 * @default POST
                 * @enum {string}
                 */
                method?: "GET" | "POST";
                /**
                 * @default [
                 *       "completed"
                 *     ]
                 */
                events?: ("initiated" | "ringing" | "answered" | "completed")[];
            } | null;
            /**
             * @description Callback once the recording can be played.
             * @default null
             */
            recordingCallback?: {
                url: string;
                /**
                 * @default POST
                 * @enum {string}
                 */
                method?: "GET" | "POST";
                /**
                 * @default [
                 *       "completed"
                 *     ]
                 */
                events?: ("completed" | "absent")[];
            } | null;
            /** @default null */
            label?: string | null;
            /** @default 60 */
            ringSeconds?: number;
            /** @default false */
            muted?: boolean;
            /** @default true */
            startsConference?: boolean;
            /** @default false */
            endsConference?: boolean;
            /**
             * @description When the others hear a beep for joining or leaving.
             * @default both
             * @enum {string}
             */
            beep?: "both" | "enter" | "exit" | "none";
            /**
             * @description Webhook for what the participant hears until the conference starts.
             * @default null
             */
            waitUrl?: string | null;
            /**
             * @default POST
             * @enum {string}
             */
            waitMethod?: "GET" | "POST";
            /** @default null */
            participantsMax?: number | null;
            /**
             * Format: uuid
             * @default null
             */
            coachesCallId?: string | null;
            /**
             * @description Status callback of the conference.
             * @default null
             */
            conferenceCallback?: {
                url: string;
                /**
                 * @default POST
                 * @enum {string}
                 */
                method?: "GET" | "POST";
                /**
                 * @default [
                 *       "start",
                 *       "end"
                 *     ]
                 */
                events?: ("start" | "end" | "join" | "leave" | "mute" | "hold")[];
            } | null;
            /**
             * @description Whether the conference is recorded from the start, of participants who may be recorded.
             * @default false
             */
            recordConference?: boolean;
            /**
             * @description Callback for the recording of the conference.
             * @default null
             */
            conferenceRecordingCallback?: {
                url: string;
                /**
                 * @default POST
                 * @enum {string}
                 */
                method?: "GET" | "POST";
                /**
                 * @default [
                 *       "completed"
                 *     ]
                 */
                events?: ("in-progress" | "completed" | "absent")[];
            } | null;
        };
        Message: {
            /** Format: uuid */
            id: string;
            /** @description Sender ID. */
            from: string;
            /** @description Recipient, in E.164. */
            to: string;
            /** @description Text of the message. Empty once deleted, some days after the final state; a day for a one-time password. */
            text: string;
            /** @description Whether the text has been deleted. */
            textRemoved: boolean;
            /** @enum {string} */
            category: "otp" | "transactional" | "promotional";
            /**
             * @description Character encoding; `ucs2` needs more segments.
             * @enum {string}
             */
            encoding: "gsm" | "ucs2";
            /**
             * @description State of the message; final from `delivered` on.
             * @enum {string}
             */
            state: "waiting" | "leased" | "sent" | "delivered" | "undeliverable" | "expired" | "rejected" | "unknown" | "cancelled";
            /** @description Error code of the carrier; null if none. */
            errorCode: string | null;
            /** @description Your reference for the message. */
            reference: string | null;
            /** @description Template version used; null for free text. */
            template: {
                name: string;
                version: number;
            } | null;
            /**
             * Format: date-time
             * @description Time of acceptance.
             */
            acceptedAt: string;
            /**
             * Format: date-time
             * @description Not sent before this time.
             */
            sendAt: string;
            /**
             * Format: date-time
             * @description Not sent after this time.
             */
            validUntil: string;
            /**
             * Format: date-time
             * @description Time of the final state; null before.
             */
            finalAt: string | null;
            parts: components["schemas"]["MessagePart"][];
        };
        MessageForm: {
            /** @description Sender ID of the call centre. */
            from: string;
            /** @description Number in international format or with a leading zero. */
            to: string;
            /**
             * @description Text of the message; empty if a template is used.
             * @default
             */
            text?: string;
            /** @description Name of an approved template of the call centre. */
            template?: string;
            /** @description Values of the template variables, by name; up to 50. */
            values?: {
                [key: string]: string;
            };
            /**
             * @description Category of the message; promotional messages are sent in the permitted hours only.
             * @enum {string}
             */
            category: "otp" | "transactional" | "promotional";
            /**
             * @description Whether typographic characters are replaced with plain ones, so that fewer segments are needed.
             * @default false
             */
            plain?: boolean;
            /**
             * @description Time zone of the recipient; without it, the permitted hours must apply in all three zones.
             * @default null
             * @enum {string|null}
             */
            zone?: "WIB" | "WITA" | "WIT" | null;
            /**
             * Format: date-time
             * @description Not sent before this time; up to 30 days ahead.
             * @default null
             */
            sendAt?: string | null;
            /**
             * @description Validity in minutes, from `sendAt` on.
             * @default 4320
             */
            validMinutes?: number;
            /**
             * @description Your reference, in printable characters.
             * @default null
             */
            reference?: string | null;
        };
        MessagePage: {
            items: components["schemas"]["Message"][];
            /**
             * Format: uuid
             * @description Value of `after` for the next page; null on the last page.
             */
            next: string | null;
        };
        MessagePart: {
            /** @description Segment number, from 1. */
            sequence: number;
            /** @enum {string} */
            state: "waiting" | "leased" | "sent" | "delivered" | "undeliverable" | "expired" | "rejected" | "unknown" | "cancelled";
            /** @description Name of the carrier that has the segment. */
            carrier: string;
            /** @description Number of times sent to a carrier. */
            attempts: number;
            /** Format: date-time */
            sentAt: string | null;
            /** Format: date-time */
            finalAt: string | null;
            /** @description Error code of the carrier; null if none. */
            errorCode: string | null;
            /** @description Whether the recipient may have received the segment more than once, because a response of the carrier was lost. */
            perhapsDoubled: boolean;
        };
        MessageStory: {
            /** Format: uuid */
            id: string;
            /** @description Sender ID. */
            from: string;
            /** @description Recipient, in E.164. */
            to: string;
            /** @description Text of the message. Empty once deleted, some days after the final state; a day for a one-time password. */
            text: string;
            /** @description Whether the text has been deleted. */
            textRemoved: boolean;
            /** @enum {string} */
            category: "otp" | "transactional" | "promotional";
            /**
             * @description Character encoding; `ucs2` needs more segments.
             * @enum {string}
             */
            encoding: "gsm" | "ucs2";
            /**
             * @description State of the message; final from `delivered` on.
             * @enum {string}
             */
            state: "waiting" | "leased" | "sent" | "delivered" | "undeliverable" | "expired" | "rejected" | "unknown" | "cancelled";
            /** @description Error code of the carrier; null if none. */
            errorCode: string | null;
            /** @description Your reference for the message. */
            reference: string | null;
            /** @description Template version used; null for free text. */
            template: {
                name: string;
                version: number;
            } | null;
            /**
             * Format: date-time
             * @description Time of acceptance.
             */
            acceptedAt: string;
            /**
             * Format: date-time
             * @description Not sent before this time.
             */
            sendAt: string;
            /**
             * Format: date-time
             * @description Not sent after this time.
             */
            validUntil: string;
            /**
             * Format: date-time
             * @description Time of the final state; null before.
             */
            finalAt: string | null;
            parts: components["schemas"]["MessagePart"][];
            /** @description Delivery reports of carriers, oldest first. */
            receipts: {
                /** @description Segment number. */
                part: number;
                /** @description State reported by the carrier. */
                state: string;
                /** @description Error code of the carrier; null if none. */
                errorCode: string | null;
                /** Format: date-time */
                receivedAt: string;
                /** @description Whether the report set the final state of the segment, or changed nothing. */
                standing: string;
            }[];
        };
        MessagesForm: {
            messages: components["schemas"]["MessageForm"][];
        };
        OrderCallForm: {
            /** @description External number in E.164. Give either this or `toExtension`. */
            to?: string;
            /** @description Extension of the call centre. */
            toExtension?: string;
            /** @description Number of the call centre, shown as caller ID. */
            from: string;
            /** @default null */
            talkSecondsMax?: number | null;
            /**
             * @description Whether conversations of the call are recorded, according to the settings of its number.
             * @default false
             */
            record?: boolean;
            /**
             * @description Status callback of the call.
             * @default null
             */
            statusCallback?: {
                url: string;
                /**
                 * @default POST
                 * @enum {string}
                 */
                method?: "GET" | "POST";
                /**
                 * @default [
                 *       "completed"
                 *     ]
                 */
                events?: ("initiated" | "ringing" | "answered" | "completed")[];
            } | null;
            /**
             * @description Callback once the recording can be played.
             * @default null
             */
            recordingCallback?: {
                url: string;
                /**
                 * @default POST
                 * @enum {string}
                 */
                method?: "GET" | "POST";
                /**
                 * @default [
                 *       "completed"
                 *     ]
                 */
                events?: ("completed" | "absent")[];
            } | null;
            instructions: {
                /** @description Webhook, requested once the call is answered; it returns TwiML. */
                url: string;
                /**
                 * @default POST
                 * @enum {string}
                 */
                method?: "GET" | "POST";
                /** @description Fallback webhook if the response of `url` cannot control the call. */
                fallbackUrl?: string;
                /**
                 * @default POST
                 * @enum {string}
                 */
                fallbackMethod?: "GET" | "POST";
            } | {
                /** @description The TwiML document itself. */
                document: string;
            } | {
                /**
                 * Format: uuid
                 * @description Application of the call centre.
                 */
                applicationId: string;
            };
            /** @default 60 */
            ringSeconds?: number;
            /**
             * @description Keys sent once the call is answered; `w` waits for half a second.
             * @default null
             */
            sendDigits?: string | null;
        };
        Participant: {
            /** Format: uuid */
            callId: string;
            /** Format: uuid */
            conferenceId: string;
            label: string | null;
            /**
             * @description State of the call until the participant joins, then `connected`.
             * @enum {string}
             */
            state: "queued" | "connecting" | "ringing" | "connected" | "complete" | "failed";
            muted: boolean;
            held: boolean;
            /** @description Whether the conference starts when the participant joins. */
            startsConference: boolean;
            /** @description Whether the conference ends when the participant leaves. */
            endsConference: boolean;
            /**
             * Format: uuid
             * @description The only participant who hears this one.
             */
            coachesCallId: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            joinedAt: string | null;
        };
        Participants: {
            items: components["schemas"]["Participant"][];
            next: string | null;
        };
        PhoneNumber: {
            code: string;
            label: string;
            /**
             * Format: uuid
             * @description Application that controls the calls; null if the number has webhooks of its own.
             */
            applicationId: string | null;
            /** @description Webhook that controls calls; null if none. */
            voiceUrl: string | null;
            /** @enum {string} */
            voiceMethod: "GET" | "POST";
            /** @description Fallback webhook if the response of `voiceUrl` cannot control the call. */
            fallbackUrl: string | null;
            /** @enum {string} */
            fallbackMethod: "GET" | "POST";
            /** @description Status callback, requested when a call ends. */
            statusUrl: string | null;
            /** @enum {string} */
            statusMethod: "GET" | "POST";
            smsUrl: string | null;
            /** @enum {string} */
            smsMethod: "GET" | "POST";
            smsFallbackUrl: string | null;
            /** @enum {string} */
            smsFallbackMethod: "GET" | "POST";
            /**
             * Format: uuid
             * @description Queue for callers whose call is no longer controlled by TwiML.
             */
            fallbackQueueId: string | null;
            /** @description Whether a carrier handles SMS for this number. */
            takesMessages: boolean;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            changedAt: string | null;
        };
        PhoneNumbers: {
            items: components["schemas"]["PhoneNumber"][];
            next: string | null;
        };
        Queue: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @description Number of calls waiting now. */
            waiting: number;
            /** @description Average waiting time of the calls waiting now; null if there are none. */
            waitedSeconds: number | null;
            /** @description Maximum number of waiting calls; null for no limit. */
            waitingMax: number | null;
            /** Format: date-time */
            createdAt: string;
        };
        Queues: {
            items: components["schemas"]["Queue"][];
            next: string | null;
        };
        Recording: {
            /** Format: uuid */
            id: string;
            /**
             * Format: uuid
             * @description Call of the recording; for a conference, the call that started it.
             */
            callId: string;
            /** Format: uuid */
            conferenceId: string | null;
            /**
             * @description Recording of a call, voicemail of the caller, or recording of a conference.
             * @enum {string}
             */
            kind: "talk" | "message" | "conference";
            /**
             * @description In progress, paused, available, or without audible content.
             * @enum {string}
             */
            state: "recording" | "paused" | "kept" | "lost";
            seconds: number | null;
            /** Format: date-time */
            beganAt: string;
            /** Format: date-time */
            endedAt: string | null;
        };
        Recordings: {
            items: components["schemas"]["Recording"][];
            next: string | null;
        };
        RedirectCallForm: {
            instructions: {
                /** @description Webhook, requested once the call is answered; it returns TwiML. */
                url: string;
                /**
                 * @default POST
                 * @enum {string}
                 */
                method?: "GET" | "POST";
                /** @description Fallback webhook if the response of `url` cannot control the call. */
                fallbackUrl?: string;
                /**
                 * @default POST
                 * @enum {string}
                 */
                fallbackMethod?: "GET" | "POST";
            } | {
                /** @description The TwiML document itself. */
                document: string;
            } | {
                /**
                 * Format: uuid
                 * @description Application of the call centre.
                 */
                applicationId: string;
            };
        };
        TakenMessage: {
            /**
             * Format: uuid
             * @description Id of the message.
             */
            id: string;
        };
        TakenMessages: {
            /** @description Number of accepted messages. */
            accepted: number;
            /** @description Number of rejected messages. */
            refused: number;
            /** @description Result of each message, in the order of the request. */
            items: (components["schemas"]["TakenMessage"] | {
                /** @description Why this message was rejected. */
                error: {
                    /** @description Error code of `sendMessage`. */
                    code: string;
                    /** @description Explanation of the error, in the language of Accept-Language. */
                    message: string;
                };
            })[];
        };
        Usage: {
            /** @enum {string} */
            category: "calls" | "calls-client" | "calls-inbound" | "calls-outbound" | "recordings" | "sms" | "sms-inbound" | "sms-outbound";
            /**
             * Format: date
             * @description First day, in the time zone of the call centre.
             */
            from: string;
            /**
             * Format: date
             * @description Last day.
             */
            until: string;
            /** @description Number of calls, recordings or messages. */
            count: number;
            /** @description Started minutes; null for messages. */
            minutes: number | null;
            /** @description Segments of messages; null for other categories. */
            segments: number | null;
            costRupiah: number;
        };
        Usages: {
            items: components["schemas"]["Usage"][];
            next: string | null;
        };
        WaitingCall: {
            /** Format: uuid */
            callId: string;
            /** @description From 1; changes as other calls are served. */
            position: number;
            waitedSeconds: number;
            /** Format: date-time */
            joinedAt: string;
        };
        WaitingCalls: {
            items: components["schemas"]["WaitingCall"][];
            next: string | null;
        };
        /** @description Problem details of an error (RFC 9457). */
        Problem: {
            /** @description Always `about:blank`; the status gives the kind, `error.code` the reason. */
            type: string;
            /** @description Name of the HTTP status. */
            title: string;
            /** @description HTTP status of the response. */
            status: number;
            /** @description Same as `error.message`. */
            detail: string;
            error: {
                /** @description Error code for applications: stable, and independent of the language. */
                code: string;
                /** @description What is wrong and what to do, in the language of Accept-Language. */
                message: string;
                /** @description Values used in the message. */
                params: {
                    [key: string]: string | number;
                };
                /** @description Fields concerned; empty if none. */
                fields: {
                    /** @description Name of the field, with dots between levels. */
                    path: string;
                    /** @description Error code of the field. */
                    code: string;
                    /** @description Explanation of the field’s error. */
                    message: string;
                }[];
                /** @description Provision of the regulation behind it; null if none. */
                rule: {
                    id: string;
                    clause: string;
                    standing: string;
                } | null;
                /** @description Reference number to quote in questions; also in the X-Request-Id header. */
                requestId: string;
            };
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export interface operations {
    listApplications: {
        parameters: {
            query?: {
                name?: string;
                /** @description `next` of the previous page, unchanged. */
                after?: string;
                /** @description Items per page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Applications"];
                };
            };
        };
    };
    createApplication: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateApplicationForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Application"];
                };
            };
        };
    };
    fetchApplication: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Application"];
                };
            };
        };
    };
    removeApplication: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    changeApplication: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeApplicationForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Application"];
                };
            };
        };
    };
    listCalls: {
        parameters: {
            query?: {
                to?: string;
                from?: string;
                state?: "queued" | "ringing" | "in-progress" | "completed" | "cancelled" | "busy" | "no-answer" | "failed";
                /** @description Only those that started at or after this time. */
                beganFrom?: string;
                /** @description Only those that started before this time. */
                beganUntil?: string;
                endedFrom?: string;
                endedUntil?: string;
                /** @description `next` of the previous page, unchanged. */
                after?: string;
                /** @description Items per page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Calls"];
                };
            };
        };
    };
    orderCall: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderCallForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
        };
    };
    fetchCall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallStory"];
                };
            };
        };
    };
    endCall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["EndCallForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
        };
    };
    redirectCall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedirectCallForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
        };
    };
    listConferences: {
        parameters: {
            query?: {
                name?: string;
                state?: "waiting" | "in-progress" | "over";
                createdFrom?: string;
                createdUntil?: string;
                /** @description `next` of the previous page, unchanged. */
                after?: string;
                /** @description Items per page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conferences"];
                };
            };
        };
    };
    beginConference: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BeginConferenceForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Participant"];
                };
            };
        };
    };
    fetchConference: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conference"];
                };
            };
        };
    };
    announceInConference: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnnounceInConferenceForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conference"];
                };
            };
        };
    };
    endConference: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conference"];
                };
            };
        };
    };
    listParticipants: {
        parameters: {
            query?: {
                muted?: "true" | "false";
                held?: "true" | "false";
                coaching?: "true" | "false";
                /** @description `next` of the previous page, unchanged. */
                after?: string;
                /** @description Items per page. */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Participants"];
                };
            };
        };
    };
    inviteParticipant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InviteParticipantForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Participant"];
                };
            };
        };
    };
    fetchParticipant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                callId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Participant"];
                };
            };
        };
    };
    removeParticipant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                callId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    changeParticipant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                callId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeParticipantForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Participant"];
                };
            };
        };
    };
    listMessages: {
        parameters: {
            query?: {
                /** @description Only messages to this number. */
                to?: string;
                /** @description Only messages in this state; `open` selects those without a final state. */
                state?: "open" | "delivered" | "undeliverable" | "expired" | "rejected" | "unknown" | "cancelled";
                /** @description `next` of the previous page. */
                after?: string;
                /** @description Maximum number of items per page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessagePage"];
                };
            };
        };
    };
    sendMessage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MessageForm"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenMessage"];
                };
            };
        };
    };
    sendMessages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MessagesForm"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenMessages"];
                };
            };
        };
    };
    fetchMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageStory"];
                };
            };
        };
    };
    cancelMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listNumbers: {
        parameters: {
            query?: {
                /** @description Digits contained in the number. */
                holds?: string;
                /** @description `next` of the previous page, unchanged. */
                after?: string;
                /** @description Items per page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhoneNumbers"];
                };
            };
        };
    };
    fetchNumber: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhoneNumber"];
                };
            };
        };
    };
    changeNumber: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeNumberForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhoneNumber"];
                };
            };
        };
    };
    listQueues: {
        parameters: {
            query?: {
                name?: string;
                /** @description `next` of the previous page, unchanged. */
                after?: string;
                /** @description Items per page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queues"];
                };
            };
        };
    };
    createQueue: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateQueueForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queue"];
                };
            };
        };
    };
    fetchQueue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queue"];
                };
            };
        };
    };
    endQueue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    changeQueue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeQueueForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queue"];
                };
            };
        };
    };
    listWaitingCalls: {
        parameters: {
            query?: {
                /** @description `next` of the previous page, unchanged. */
                after?: string;
                /** @description Items per page. */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingCalls"];
                };
            };
        };
    };
    fetchWaitingCall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                callId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingCall"];
                };
            };
        };
    };
    redirectWaitingCall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                callId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedirectCallForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingCall"];
                };
            };
        };
    };
    listRecordings: {
        parameters: {
            query?: {
                callId?: string;
                conferenceId?: string;
                /** @description Only those that started at or after this time. */
                beganFrom?: string;
                /** @description Only those that started before this time. */
                beganUntil?: string;
                /** @description `next` of the previous page, unchanged. */
                after?: string;
                /** @description Items per page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recordings"];
                };
            };
        };
    };
    fetchRecording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recording"];
                };
            };
        };
    };
    removeRecording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    endRecording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recording"];
                };
            };
        };
    };
    pauseRecording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recording"];
                };
            };
        };
    };
    resumeRecording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recording"];
                };
            };
        };
    };
    fetchRecordingSound: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/wav": string;
                };
            };
        };
    };
    listUsage: {
        parameters: {
            query?: {
                category?: "calls" | "calls-client" | "calls-inbound" | "calls-outbound" | "recordings" | "sms" | "sms-inbound" | "sms-outbound";
                /** @description One sum, or one per day, month or year. */
                per?: "range" | "day" | "month" | "year";
                /** @description First day; by default the first day of the call centre. */
                from?: string;
                /** @description Last day; by default today. */
                until?: string;
                /** @description `next` of the previous page, unchanged. */
                after?: string;
                /** @description Items per page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Usages"];
                };
            };
        };
    };
}

// The part of the client that is written by hand: one request with its key, its repeats, its limits and its refusal.
// tools/generate.ts puts it together with the types and operations of the description into sambung.ts.

/** How a client asks. */
export interface SambungOptions {
  /** Where the installation is reached, such as "https://sambung.example". */
  readonly url: string;
  /** The key of your program: "smb_…". It is sent to `url` only. */
  readonly key: string;
  /** The language of messages in refusals; English where it is left out. */
  readonly language?: "id" | "en";
  /** How long one attempt may take; 15 seconds where it is left out. Bytes, such as a sound, must begin within it, and never pause for longer. */
  readonly attemptMs?: number;
  /**
   * How long a call may take with all its attempts and waiting; a minute where it is left out. Bytes that have begun to come may then
   * take as long as they need.
   */
  readonly timeoutMs?: number;
  /** How often a request is sent at the most; 4 where it is left out. */
  readonly attemptsMax?: number;
  /** What sends requests, where that is not the `fetch` of where it runs. */
  readonly fetch?: typeof fetch;
}

/** What one call may have different. */
export interface CallOptions {
  /** The name of this order, where your program has one that outlives it; made for each order where it is left out. */
  readonly idempotencyKey?: string;
  readonly attemptMs?: number;
  readonly timeoutMs?: number;
  readonly attemptsMax?: number;
  /** Ends the call early. */
  readonly signal?: AbortSignal;
}

/** What a call may have different that is answered by bytes, such as a sound. */
export interface BytesOptions extends CallOptions {
  /** Only these bytes, counted from 0: `to` is the last one, and the last of all where it is left out. */
  readonly range?: { readonly from: number; readonly to?: number };
}

/** What came to nothing without an answer of the installation. */
export type ClientFault = "unreachable" | "timed-out" | "aborted" | "answer-unreadable";

/** A field that a refusal is about. */
export interface RefusedField {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

interface Failure {
  readonly operation: string;
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly fields?: readonly RefusedField[];
  readonly params?: Readonly<Record<string, string | number>>;
  readonly requestId?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly attempts: number;
  readonly cause?: unknown;
}

/** A call that was refused, or had no answer. */
export class SambungError extends Error {
  /** What was called, by its operationId. */
  readonly operation: string;
  /** The status of the answer; 0 where there was none. */
  readonly status: number;
  /** Why, for programs: a code of the reference, or what happened on the way. */
  readonly code: RefusalCode | ClientFault | (string & {});
  readonly fields: readonly RefusedField[];
  readonly params: Readonly<Record<string, string | number>>;
  /** What to quote when you ask about it. */
  readonly requestId: string | undefined;
  /** When to ask again, where the answer says so. */
  readonly retryAfterMs: number | undefined;
  /** How often it was sent. */
  readonly attempts: number;

  constructor(failure: Failure) {
    super(failure.message, failure.cause === undefined ? {} : { cause: failure.cause });
    this.name = "SambungError";
    this.operation = failure.operation;
    this.status = failure.status;
    this.code = failure.code;
    this.fields = failure.fields ?? [];
    this.params = failure.params ?? {};
    this.requestId = failure.requestId;
    this.retryAfterMs = failure.retryAfterMs;
    this.attempts = failure.attempts;
  }
}

/** A list, page by page: `for await (const one of list)` goes through all of it, newest first. */
export class Listing<Item, Page extends { readonly items: readonly Item[]; readonly next: string | null }> {
  readonly #pageAfter: (after: string | undefined) => Promise<Page>;

  constructor(pageAfter: (after: string | undefined) => Promise<Page>) {
    this.#pageAfter = pageAfter;
  }

  /** The first page alone. */
  page(): Promise<Page> {
    return this.#pageAfter(undefined);
  }

  /** One page after the other; each is asked for when it is needed. */
  async *pages(): AsyncGenerator<Page, void, undefined> {
    let after: string | undefined;
    do {
      const page = await this.#pageAfter(after);
      yield page;
      after = page.next ?? undefined;
    } while (after !== undefined);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for await (const page of this.pages()) yield* page.items;
  }
}

type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** One request, as an operation makes it. */
interface OperationRequest {
  readonly operation: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly query?: Query | undefined;
  readonly body?: unknown;
  /** Whether a repeated order under the same key is answered as the first one was. */
  readonly hasKey?: boolean;
  /** Whether the answer may be long: what has begun to come is not asked for once more. */
  readonly isLong?: boolean;
  /** Which bytes are asked for, as the header Range says it. */
  readonly range?: string;
}

/** Reads an answer that was no refusal; whoever reads for long says each time that more has come. */
type Reading<Answer> = (response: Response, moreCame: () => void) => Promise<Answer>;

interface Attempt {
  readonly asked: OperationRequest;
  readonly headers: Readonly<Record<string, string>>;
  readonly options: CallOptions;
  readonly nth: number;
  readonly endsAtMs: number;
}

const ATTEMPT_MS = 15_000;
const TIMEOUT_MS = 60_000;
const ATTEMPTS_MAX = 4;
const FIRST_WAIT_MS = 250;
const TOO_MANY = 429;
const PART_ONLY = 206;
const DONE: readonly number[] = [200, PART_ONLY];
/** Answers after which a request that may be repeated is sent again. */
const PASSING: readonly number[] = [502, 503, 504];

/** Sends requests: with the key, within limits, again where that does no harm. */
export class Requests {
  readonly #options: SambungOptions;
  readonly #base: string;

  constructor(options: SambungOptions) {
    this.#options = options;
    this.#base = options.url.replace(/\/+$/, "");
  }

  /** An answer of JSON. */
  async json<Answer>(request: OperationRequest, options: CallOptions): Promise<Answer> {
    return (await this.#send(request, options, (response) => response.json())) as Answer;
  }

  /** An answer with nothing in it. */
  async nothing(asked: OperationRequest, options: CallOptions): Promise<void> {
    await this.#send(asked, options, (response) => response.arrayBuffer());
  }

  /** An answer of bytes, such as a sound: as long as it comes it is waited for, and what has begun to come is not asked for once more. */
  async bytes(asked: OperationRequest, options: BytesOptions): Promise<Blob> {
    const { range } = options;
    const long = { ...asked, isLong: true };
    if (range === undefined) return this.#send(long, options, blobOf);
    const { from, to } = range;
    if (!(Number.isInteger(from) && from >= 0 && (to === undefined || (Number.isInteger(to) && to >= from)))) {
      throw new RangeError("range: whole numbers from 0 on, the first one no greater than the last");
    }
    return this.#send({ ...long, range: `bytes=${from}-${to ?? ""}` }, options, async (response, moreCame) => {
      const all = await blobOf(response, moreCame);
      // Whoever stands between may know nothing of parts, and then sends all.
      return response.status === PART_ONLY ? all : all.slice(from, to === undefined ? undefined : to + 1, all.type);
    });
  }

  /** A list, asked for page by page. */
  listing<Item, Page extends { readonly items: readonly Item[]; readonly next: string | null }>(
    asked: OperationRequest,
    options: CallOptions,
  ): Listing<Item, Page> {
    return new Listing((after) =>
      this.json<Page>(after === undefined ? asked : { ...asked, query: { ...asked.query, after } }, options),
    );
  }

  async #send<Answer>(asked: OperationRequest, options: CallOptions, read: Reading<Answer>): Promise<Answer> {
    const headers = this.#headersOf(asked, options);
    const attemptsMax = options.attemptsMax ?? this.#options.attemptsMax ?? ATTEMPTS_MAX;
    const endsAtMs = Date.now() + (options.timeoutMs ?? this.#options.timeoutMs ?? TIMEOUT_MS);
    for (let nth = 1; ; nth += 1) {
      try {
        return await this.#attempt({ asked, headers, options, nth, endsAtMs }, read);
      } catch (error) {
        if (!(error instanceof SambungError) || nth >= attemptsMax || !mayRepeat(asked, error)) throw error;
        const waitMs = error.retryAfterMs ?? waitBefore(nth);
        // Whoever is told to come back later than he may wait is told that, and not kept waiting for nothing.
        if (Date.now() + waitMs >= endsAtMs) throw error;
        await pause(waitMs, options.signal);
      }
    }
  }

  async #attempt<Answer>(attempt: Attempt, read: Reading<Answer>): Promise<Answer> {
    const { asked, headers, options, nth, endsAtMs } = attempt;
    const fault = (code: ClientFault, message: string, cause: unknown, status = 0) =>
      new SambungError({ operation: asked.operation, status, code, message, attempts: nth, cause });
    if (isAborted(options)) throw fault("aborted", "The call was ended.", options.signal?.reason);
    const ending = new AbortController();
    const end = () => ending.abort();
    options.signal?.addEventListener("abort", end);
    const attemptMs = options.attemptMs ?? this.#options.attemptMs ?? ATTEMPT_MS;
    const endAfter = (untilMs: number) => setTimeout(end, Math.max(1, Math.min(attemptMs, untilMs - Date.now())));
    let timer = endAfter(endsAtMs);
    const isBounded = (options.timeoutMs ?? this.#options.timeoutMs) !== undefined;
    const moreCame = (): void => {
      clearTimeout(timer);
      timer = endAfter(isBounded ? endsAtMs : Number.POSITIVE_INFINITY);
    };
    let status = 0;
    try {
      const response = await this.#fetch(asked, headers, ending.signal);
      status = response.status;
      if (!response.ok) throw await refusalOf(response, asked.operation, nth);
      return await read(response, moreCame);
    } catch (error) {
      if (error instanceof SambungError) throw error;
      if (isAborted(options)) throw fault("aborted", "The call was ended.", error);
      if (ending.signal.aborted) throw fault("timed-out", "There was no answer in time.", error, status);
      if (status !== 0) throw fault("answer-unreadable", "The answer could not be read.", error, status);
      throw fault("unreachable", "The installation could not be reached.", error);
    } finally {
      clearTimeout(timer);
      options.signal?.removeEventListener("abort", end);
    }
  }

  #fetch(asked: OperationRequest, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Response> {
    const ask = this.#options.fetch ?? fetch;
    const { method, path, query, body } = asked;
    return ask(`${this.#base}${path}${searchOf(query)}`, {
      method,
      headers: { ...headers },
      signal,
      // The key goes to the installation and nowhere else, and no cookie goes with it.
      redirect: "error",
      credentials: "omit",
      ...(body === undefined || body === null ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** The headers of an order, the same for each of its attempts. */
  #headersOf(
    { body, hasKey, range }: OperationRequest,
    { idempotencyKey }: CallOptions,
  ): Readonly<Record<string, string>> {
    const { key, language = "en" } = this.#options;
    return {
      authorization: `Bearer ${key}`,
      accept: "application/json, application/problem+json, */*;q=0.1",
      "accept-language": language,
      ...(body === undefined || body === null ? {} : { "content-type": "application/json" }),
      ...(hasKey === true ? { "idempotency-key": idempotencyKey ?? freshKey() } : {}),
      ...(range === undefined ? {} : { range }),
    };
  }
}

function isAborted({ signal }: CallOptions): boolean {
  return signal?.aborted === true;
}

/** One part of an address. */
export function part(value: string): string {
  return encodeURIComponent(value);
}

/** Whether a request may be sent again: always after "too many", which did nothing, and otherwise where twice is once. */
function mayRepeat({ method, hasKey, isLong }: OperationRequest, { status, code }: SambungError): boolean {
  if (code === "aborted" || (isLong === true && DONE.includes(status))) return false;
  if (status === TOO_MANY) return true;
  const isHarmless = method === "GET" || hasKey === true;
  return isHarmless && (code === "unreachable" || code === "timed-out" || PASSING.includes(status));
}

function waitBefore(nth: number): number {
  return FIRST_WAIT_MS * 2 ** (nth - 1) * (0.5 + Math.random() / 2);
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", done);
  });
}

/** All bytes of an answer; each time that some have come is told. */
function blobOf(response: Response, moreCame: () => void): Promise<Blob> {
  moreCame();
  const { body, headers } = response;
  if (body === null) return response.blob();
  const told = new TransformStream({
    transform: (bytes, onward) => {
      moreCame();
      onward.enqueue(bytes);
    },
  });
  return new Response(body.pipeThrough(told), { headers }).blob();
}

function searchOf(query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.append(name, String(value));
  }
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}

/** 32 hexadecimal digits that nobody else has. */
function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What a refusal says, as an error; an answer that is none of the installation's, such as a proxy's, by its status. */
async function refusalOf(response: Response, operation: string, attempts: number): Promise<SambungError> {
  const { status } = response;
  const retryAfterMs = retryAfterOf(response);
  const problem = readProblem(await response.text());
  if (problem === undefined) {
    const message = `The answer has the status ${status} and says no more.`;
    return new SambungError({ operation, status, code: "answer-unreadable", message, retryAfterMs, attempts });
  }
  return new SambungError({ ...problem, operation, status, retryAfterMs, attempts });
}

type ProblemParts = Pick<Failure, "code" | "message" | "fields" | "params" | "requestId">;

function readProblem(text: string): ProblemParts | undefined {
  try {
    const { error } = JSON.parse(text) as { readonly error?: Partial<ProblemParts> };
    if (typeof error?.code !== "string" || typeof error.message !== "string") return undefined;
    const { code, message, fields = [], params = {}, requestId } = error;
    return { code, message, fields, params, requestId };
  } catch {
    return undefined;
  }
}

function retryAfterOf({ headers }: Response): number | undefined {
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : undefined;
}

export type AnnounceInConferenceForm = components["schemas"]["AnnounceInConferenceForm"];
export type Application = components["schemas"]["Application"];
export type Applications = components["schemas"]["Applications"];
export type BeginConferenceForm = components["schemas"]["BeginConferenceForm"];
export type Call = components["schemas"]["Call"];
export type CallStory = components["schemas"]["CallStory"];
export type Calls = components["schemas"]["Calls"];
export type ChangeApplicationForm = components["schemas"]["ChangeApplicationForm"];
export type ChangeNumberForm = components["schemas"]["ChangeNumberForm"];
export type ChangeParticipantForm = components["schemas"]["ChangeParticipantForm"];
export type ChangeQueueForm = components["schemas"]["ChangeQueueForm"];
export type Conference = components["schemas"]["Conference"];
export type Conferences = components["schemas"]["Conferences"];
export type CreateApplicationForm = components["schemas"]["CreateApplicationForm"];
export type CreateQueueForm = components["schemas"]["CreateQueueForm"];
export type EndCallForm = components["schemas"]["EndCallForm"];
export type InviteParticipantForm = components["schemas"]["InviteParticipantForm"];
export type Message = components["schemas"]["Message"];
export type MessageForm = components["schemas"]["MessageForm"];
export type MessagePage = components["schemas"]["MessagePage"];
export type MessagePart = components["schemas"]["MessagePart"];
export type MessageStory = components["schemas"]["MessageStory"];
export type MessagesForm = components["schemas"]["MessagesForm"];
export type OrderCallForm = components["schemas"]["OrderCallForm"];
export type Participant = components["schemas"]["Participant"];
export type Participants = components["schemas"]["Participants"];
export type PhoneNumber = components["schemas"]["PhoneNumber"];
export type PhoneNumbers = components["schemas"]["PhoneNumbers"];
export type Queue = components["schemas"]["Queue"];
export type Queues = components["schemas"]["Queues"];
export type Recording = components["schemas"]["Recording"];
export type Recordings = components["schemas"]["Recordings"];
export type RedirectCallForm = components["schemas"]["RedirectCallForm"];
export type TakenMessage = components["schemas"]["TakenMessage"];
export type TakenMessages = components["schemas"]["TakenMessages"];
export type Usage = components["schemas"]["Usage"];
export type Usages = components["schemas"]["Usages"];
export type WaitingCall = components["schemas"]["WaitingCall"];
export type WaitingCalls = components["schemas"]["WaitingCalls"];
export type Problem = components["schemas"]["Problem"];

/** Every code that an operation may be refused with. */
export type RefusalCode =
  | "account-closed"
  | "api-key-missing"
  | "api-key-scope"
  | "api-key-unknown"
  | "application-leads-numbers"
  | "application-limit"
  | "balance-too-low"
  | "body-too-large"
  | "call-from-unknown"
  | "call-number-for-people"
  | "call-number-unfit"
  | "call-orders-waiting"
  | "call-stands-otherwise"
  | "call-target-one"
  | "coached-unknown"
  | "conference-stands-otherwise"
  | "document-unfit"
  | "hook-address-unfit"
  | "idempotency-key-unfit"
  | "internal"
  | "invalid-input"
  | "no-route"
  | "no-such-call"
  | "no-such-conference"
  | "no-such-message"
  | "no-such-number"
  | "no-such-queue"
  | "no-such-recording"
  | "no-such-voice-application"
  | "nobody-takes-part-so"
  | "nobody-waits-so"
  | "nothing-to-change"
  | "outside-hours"
  | "prefix-blocked"
  | "prefix-too-fast"
  | "queue-day-limit"
  | "queue-full"
  | "queue-limit"
  | "queue-name-taken"
  | "queue-used"
  | "queue-waits"
  | "range-not-there"
  | "recipient-opted-out"
  | "recipient-unfit"
  | "recording-goes-on"
  | "recording-lost"
  | "recording-stands-otherwise"
  | "request-differs"
  | "send-time-unfit"
  | "sender-look-alike"
  | "sender-not-approved"
  | "sender-unfit"
  | "sender-unknown"
  | "storage-away"
  | "template-and-text"
  | "template-category"
  | "template-not-approved"
  | "template-required"
  | "template-sender"
  | "template-unknown"
  | "template-value-missing"
  | "template-value-too-long"
  | "template-value-unfit"
  | "template-value-unknown"
  | "text-empty"
  | "text-too-long"
  | "text-unfit"
  | "too-fast"
  | "too-late"
  | "too-many-requests"
  | "try-again-shortly"
  | "usage-days-unfit"
  | "validity-unfit";

/** Asks an installation: one method for each operation. */
export class Sambung {
  readonly #requests: Requests;

  constructor(options: SambungOptions) {
    this.#requests = new Requests(options);
  }

  /** Lists applications, newest first. One application can control several numbers. Scope numbers.read. */
  listApplications(query: NonNullable<operations["listApplications"]["parameters"]["query"]> = {}, options: CallOptions = {}): Listing<Application, Applications> {
    return this.#requests.listing({ operation: "listApplications", method: "GET", path: "/api/v1/applications", query }, options);
  }

  /** Creates an application. A request repeated with the same `Idempotency-Key` returns the application of the first request. Scope numbers.write. */
  createApplication(body: CreateApplicationForm, options: CallOptions = {}): Promise<Application> {
    return this.#requests.json({ operation: "createApplication", method: "POST", path: "/api/v1/applications", body, hasKey: true }, options);
  }

  /** Returns an application. Scope numbers.read. */
  fetchApplication(id: string, options: CallOptions = {}): Promise<Application> {
    return this.#requests.json({ operation: "fetchApplication", method: "GET", path: `/api/v1/applications/${part(id)}` }, options);
  }

  /** Changes an application. Fields left out do not change. Scope numbers.write. */
  changeApplication(id: string, body: ChangeApplicationForm, options: CallOptions = {}): Promise<Application> {
    return this.#requests.json({ operation: "changeApplication", method: "PATCH", path: `/api/v1/applications/${part(id)}`, body }, options);
  }

  /** Deletes an application that no number uses. Scope numbers.write. */
  removeApplication(id: string, options: CallOptions = {}): Promise<void> {
    return this.#requests.nothing({ operation: "removeApplication", method: "DELETE", path: `/api/v1/applications/${part(id)}` }, options);
  }

  /** Lists calls, newest first: incoming, outgoing and internal calls, and those created by API. All calls of the call centre, including those not created by API. Scope calls.read. */
  listCalls(query: NonNullable<operations["listCalls"]["parameters"]["query"]> = {}, options: CallOptions = {}): Listing<Call, Calls> {
    return this.#requests.listing({ operation: "listCalls", method: "GET", path: "/api/v1/calls", query }, options);
  }

  /** Creates a call. The request is saved before the response is sent. A telephone switch starts the call within a second, at the rate of the call centre, after the checks that apply to every call. A request repeated with the same `Idempotency-Key` within seven days returns the call of the first request. Scope calls.write. May cost money. */
  orderCall(body: OrderCallForm, options: CallOptions = {}): Promise<Call> {
    return this.#requests.json({ operation: "orderCall", method: "POST", path: "/api/v1/calls", body, hasKey: true }, options);
  }

  /** Returns a call with its legs and recordings. Scope calls.read. */
  fetchCall(id: string, options: CallOptions = {}): Promise<CallStory> {
    return this.#requests.json({ operation: "fetchCall", method: "GET", path: `/api/v1/calls/${part(id)}` }, options);
  }

  /** Ends a call, or cancels its request. The response is sent once a telephone switch has accepted the request; the call may end a moment later. The response is sent once a telephone switch has accepted the request; the call may end a moment later. Scope calls.write. */
  endCall(id: string, body: EndCallForm | null = null, options: CallOptions = {}): Promise<Call> {
    return this.#requests.json({ operation: "endCall", method: "POST", path: `/api/v1/calls/${part(id)}/end`, body }, options);
  }

  /** Redirects a call in progress to other instructions. Scope calls.write. May cost money. */
  redirectCall(id: string, body: RedirectCallForm, options: CallOptions = {}): Promise<Call> {
    return this.#requests.json({ operation: "redirectCall", method: "POST", path: `/api/v1/calls/${part(id)}/redirect`, body }, options);
  }

  /** Lists conferences, newest first. Scope calls.read. */
  listConferences(query: NonNullable<operations["listConferences"]["parameters"]["query"]> = {}, options: CallOptions = {}): Listing<Conference, Conferences> {
    return this.#requests.listing({ operation: "listConferences", method: "GET", path: "/api/v1/conferences", query }, options);
  }

  /** Calls a participant into the conference of a name; the conference is created if none of that name is in progress. A call request with the same checks and rate. A request repeated with the same `Idempotency-Key` creates no further call. Scope calls.write. May cost money. */
  beginConference(body: BeginConferenceForm, options: CallOptions = {}): Promise<Participant> {
    return this.#requests.json({ operation: "beginConference", method: "POST", path: "/api/v1/conferences", body, hasKey: true }, options);
  }

  /** Returns a conference. Scope calls.read. */
  fetchConference(id: string, options: CallOptions = {}): Promise<Conference> {
    return this.#requests.json({ operation: "fetchConference", method: "GET", path: `/api/v1/conferences/${part(id)}` }, options);
  }

  /** Plays an announcement to all participants. `url` must return TwiML with `Say`, `Play` and `Pause`. Scope calls.write. */
  announceInConference(id: string, body: AnnounceInConferenceForm, options: CallOptions = {}): Promise<Conference> {
    return this.#requests.json({ operation: "announceInConference", method: "POST", path: `/api/v1/conferences/${part(id)}/announce`, body }, options);
  }

  /** Ends a conference for all participants. The response is sent once a telephone switch has accepted the request; calls requested for the conference end with it. Scope calls.write. */
  endConference(id: string, options: CallOptions = {}): Promise<Conference> {
    return this.#requests.json({ operation: "endConference", method: "POST", path: `/api/v1/conferences/${part(id)}/end` }, options);
  }

  /** Lists the participants of a conference, in the order of joining. Scope calls.read. */
  listParticipants(id: string, query: NonNullable<operations["listParticipants"]["parameters"]["query"]> = {}, options: CallOptions = {}): Listing<Participant, Participants> {
    return this.#requests.listing({ operation: "listParticipants", method: "GET", path: `/api/v1/conferences/${part(id)}/participants`, query }, options);
  }

  /** Calls a participant into a conference that has not ended. A call request with the same checks and rate. A request repeated with the same `Idempotency-Key` creates no further call. Scope calls.write. May cost money. */
  inviteParticipant(id: string, body: InviteParticipantForm, options: CallOptions = {}): Promise<Participant> {
    return this.#requests.json({ operation: "inviteParticipant", method: "POST", path: `/api/v1/conferences/${part(id)}/participants`, body, hasKey: true }, options);
  }

  /** Returns a participant, including one who is being called. Scope calls.read. */
  fetchParticipant(id: string, callId: string, options: CallOptions = {}): Promise<Participant> {
    return this.#requests.json({ operation: "fetchParticipant", method: "GET", path: `/api/v1/conferences/${part(id)}/participants/${part(callId)}` }, options);
  }

  /** Mutes or holds a participant, makes them coach another, or plays an announcement to them only. Fields left out do not change. Scope calls.write. */
  changeParticipant(id: string, callId: string, body: ChangeParticipantForm, options: CallOptions = {}): Promise<Participant> {
    return this.#requests.json({ operation: "changeParticipant", method: "PATCH", path: `/api/v1/conferences/${part(id)}/participants/${part(callId)}`, body }, options);
  }

  /** Removes a participant from a conference, or cancels the call to them. Scope calls.write. */
  removeParticipant(id: string, callId: string, options: CallOptions = {}): Promise<void> {
    return this.#requests.nothing({ operation: "removeParticipant", method: "DELETE", path: `/api/v1/conferences/${part(id)}/participants/${part(callId)}` }, options);
  }

  /** Lists messages, newest first. Scope messages.read. */
  listMessages(query: NonNullable<operations["listMessages"]["parameters"]["query"]> = {}, options: CallOptions = {}): Listing<Message, MessagePage> {
    return this.#requests.listing({ operation: "listMessages", method: "GET", path: "/api/v1/messages", query }, options);
  }

  /** Sends a message. The response is sent once the message is saved; its status can be requested later, or is sent to a webhook. Scope messages.send. May cost money. */
  sendMessage(body: MessageForm, options: CallOptions = {}): Promise<TakenMessage> {
    return this.#requests.json({ operation: "sendMessage", method: "POST", path: "/api/v1/messages", body, hasKey: true }, options);
  }

  /** Sends up to 1,000 messages in one request. Each is checked and answered separately, in the order of the request. Scope messages.send. May cost money. */
  sendMessages(body: MessagesForm, options: CallOptions = {}): Promise<TakenMessages> {
    return this.#requests.json({ operation: "sendMessages", method: "POST", path: "/api/v1/messages/bulk", body, hasKey: true }, options);
  }

  /** Returns a message with its segments and delivery reports. Scope messages.read. */
  fetchMessage(id: string, options: CallOptions = {}): Promise<MessageStory> {
    return this.#requests.json({ operation: "fetchMessage", method: "GET", path: `/api/v1/messages/${part(id)}` }, options);
  }

  /** Cancels a message, as long as no carrier has any of its segments. Scope messages.send. */
  cancelMessage(id: string, options: CallOptions = {}): Promise<void> {
    return this.#requests.nothing({ operation: "cancelMessage", method: "DELETE", path: `/api/v1/messages/${part(id)}` }, options);
  }

  /** Lists the numbers of the call centre, by code. Scope numbers.read. */
  listNumbers(query: NonNullable<operations["listNumbers"]["parameters"]["query"]> = {}, options: CallOptions = {}): Listing<PhoneNumber, PhoneNumbers> {
    return this.#requests.listing({ operation: "listNumbers", method: "GET", path: "/api/v1/numbers", query }, options);
  }

  /** Returns a number, and what controls its calls and messages. Scope numbers.read. */
  fetchNumber(code: string, options: CallOptions = {}): Promise<PhoneNumber> {
    return this.#requests.json({ operation: "fetchNumber", method: "GET", path: `/api/v1/numbers/${part(code)}` }, options);
  }

  /** Sets what controls the calls and messages of a number. Fields left out do not change. Scope numbers.write. */
  changeNumber(code: string, body: ChangeNumberForm, options: CallOptions = {}): Promise<PhoneNumber> {
    return this.#requests.json({ operation: "changeNumber", method: "PATCH", path: `/api/v1/numbers/${part(code)}`, body }, options);
  }

  /** Lists queues by name, with the number of waiting calls and their waiting time. Scope queues.read. */
  listQueues(query: NonNullable<operations["listQueues"]["parameters"]["query"]> = {}, options: CallOptions = {}): Listing<Queue, Queues> {
    return this.#requests.listing({ operation: "listQueues", method: "GET", path: "/api/v1/queues", query }, options);
  }

  /** Creates a queue, in which callers can wait until they are taken out. The queue is created with default settings, which can be changed on its screen. Queue names are unique, so that a repeated request does not create a second queue (409). Scope queues.write. */
  createQueue(body: CreateQueueForm, options: CallOptions = {}): Promise<Queue> {
    return this.#requests.json({ operation: "createQueue", method: "POST", path: "/api/v1/queues", body }, options);
  }

  /** Returns a queue with the number of waiting calls and their waiting time. Scope queues.read. */
  fetchQueue(id: string, options: CallOptions = {}): Promise<Queue> {
    return this.#requests.json({ operation: "fetchQueue", method: "GET", path: `/api/v1/queues/${part(id)}` }, options);
  }

  /** Changes the name or size of a queue. Fields left out do not change. Scope queues.write. */
  changeQueue(id: string, body: ChangeQueueForm, options: CallOptions = {}): Promise<Queue> {
    return this.#requests.json({ operation: "changeQueue", method: "PATCH", path: `/api/v1/queues/${part(id)}`, body }, options);
  }

  /** Deletes a queue that is not in use: no call waits in it, and nothing leads to it. Scope queues.write. */
  endQueue(id: string, options: CallOptions = {}): Promise<void> {
    return this.#requests.nothing({ operation: "endQueue", method: "DELETE", path: `/api/v1/queues/${part(id)}` }, options);
  }

  /** Lists the calls waiting in a queue, in their order. Scope queues.read. */
  listWaitingCalls(id: string, query: NonNullable<operations["listWaitingCalls"]["parameters"]["query"]> = {}, options: CallOptions = {}): Listing<WaitingCall, WaitingCalls> {
    return this.#requests.listing({ operation: "listWaitingCalls", method: "GET", path: `/api/v1/queues/${part(id)}/waiting`, query }, options);
  }

  /** Returns a call waiting in a queue, with its position. Scope queues.read. */
  fetchWaitingCall(id: string, callId: string, options: CallOptions = {}): Promise<WaitingCall> {
    return this.#requests.json({ operation: "fetchWaitingCall", method: "GET", path: `/api/v1/queues/${part(id)}/waiting/${part(callId)}` }, options);
  }

  /** Redirects a waiting call to other instructions. Applies to every waiting call, whether a flow or an application put it into the queue. A call that is connected to an agent, or accepted by one, stays with that agent (409). Returns the call as it was while waiting. Scope queues.write. May cost money. */
  redirectWaitingCall(id: string, callId: string, body: RedirectCallForm, options: CallOptions = {}): Promise<WaitingCall> {
    return this.#requests.json({ operation: "redirectWaitingCall", method: "POST", path: `/api/v1/queues/${part(id)}/waiting/${part(callId)}/redirect`, body }, options);
  }

  /** Lists recordings that have not been deleted, newest first. Scope recordings.read. */
  listRecordings(query: NonNullable<operations["listRecordings"]["parameters"]["query"]> = {}, options: CallOptions = {}): Listing<Recording, Recordings> {
    return this.#requests.listing({ operation: "listRecordings", method: "GET", path: "/api/v1/recordings", query }, options);
  }

  /** Returns a recording. Scope recordings.read. */
  fetchRecording(id: string, options: CallOptions = {}): Promise<Recording> {
    return this.#requests.json({ operation: "fetchRecording", method: "GET", path: `/api/v1/recordings/${part(id)}` }, options);
  }

  /** Deletes a recording permanently. Its existence stays on record. Scope recordings.write. */
  removeRecording(id: string, options: CallOptions = {}): Promise<void> {
    return this.#requests.nothing({ operation: "removeRecording", method: "DELETE", path: `/api/v1/recordings/${part(id)}` }, options);
  }

  /** Ends the recording of a conference; the conference continues. The response is sent once a telephone switch has accepted the request, with the recording as it was before. Other recordings cannot be controlled (409). Scope recordings.write. */
  endRecording(id: string, options: CallOptions = {}): Promise<Recording> {
    return this.#requests.json({ operation: "endRecording", method: "POST", path: `/api/v1/recordings/${part(id)}/end` }, options);
  }

  /** Pauses the recording of a conference. The response is sent once a telephone switch has accepted the request, with the recording as it was before. Other recordings cannot be controlled (409). Scope recordings.write. */
  pauseRecording(id: string, options: CallOptions = {}): Promise<Recording> {
    return this.#requests.json({ operation: "pauseRecording", method: "POST", path: `/api/v1/recordings/${part(id)}/pause` }, options);
  }

  /** Resumes a paused recording. The response is sent once a telephone switch has accepted the request, with the recording as it was before. Other recordings cannot be controlled (409). Scope recordings.write. */
  resumeRecording(id: string, options: CallOptions = {}): Promise<Recording> {
    return this.#requests.json({ operation: "resumeRecording", method: "POST", path: `/api/v1/recordings/${part(id)}/resume` }, options);
  }

  /** Returns the audio of a recording, whole or a byte range. A WAV file with two channels: the caller on the left, the other party on the right; one channel for a conference or voicemail. Each request is logged. `Range: bytes=0-65535` requests a part (206). Scope recordings.read. */
  fetchRecordingSound(id: string, options: BytesOptions = {}): Promise<Blob> {
    return this.#requests.bytes({ operation: "fetchRecordingSound", method: "GET", path: `/api/v1/recordings/${part(id)}/sound` }, options);
  }

  /** Lists usage and cost by category, newest days first. `calls` and `sms` are the sums of the categories whose names begin with them. Scope usage.read. */
  listUsage(query: NonNullable<operations["listUsage"]["parameters"]["query"]> = {}, options: CallOptions = {}): Listing<Usage, Usages> {
    return this.#requests.listing({ operation: "listUsage", method: "GET", path: "/api/v1/usage", query }, options);
  }
}
