//! What is counted, in words, and visible from the first moment: a counter that has not moved says 0.

const COUNTERS: [(&str, &str); 22] = [
    ("deskbell_connection_attempts_total", "Attempts to open a live connection, by door and outcome."),
    (
        "deskbell_connections_closed_total",
        "Live connections that ended, by door and reason; slow_consumer: its outbox was full.",
    ),
    (
        "deskbell_connections_turned_away_total",
        "Connections for which there was no place, by reason; all_taken: as many were open as there may be.",
    ),
    ("deskbell_upgrades_total", "Upgrades from polling to websocket, by outcome."),
    ("deskbell_sessions_opened_total", "Live sessions of known people that began, by side."),
    ("deskbell_sessions_closed_total", "Live sessions of known people that ended, by side."),
    ("deskbell_events_received_total", "Events that came in at live doors, by name and outcome."),
    ("deskbell_refusals_total", "Refusals, by door and stable code."),
    ("deskbell_messages_total", "Messages and notes that are on disk, by kind and outcome."),
    ("deskbell_deliveries_total", "Entries put into sessions' outboxes, by event."),
    ("deskbell_frames_sent_total", "Frames written to live connections."),
    ("deskbell_bytes_sent_total", "Bytes written to live connections."),
    ("deskbell_http_requests_total", "HTTP requests, by method, path and status."),
    ("deskbell_sign_ins_total", "Sign-ins with a password, by outcome."),
    ("deskbell_jobs_total", "Runs of what time does by itself, by job and outcome."),
    ("deskbell_files_total", "Files that were kept, by media type."),
    ("deskbell_files_away_total", "Files that could not be kept or read where files lie."),
    ("deskbell_files_infected_total", "Files that the scanner has refused."),
    ("deskbell_scanner_away_total", "Files that were refused because the scanner did not answer."),
    ("deskbell_store_refused_total", "Writes turned away or failed by the store."),
    ("deskbell_store_disk_errors_total", "What the disk refused, by kind; full: it had no room."),
    ("deskbell_store_reruns_total", "Batches run again one by one after a statement failed."),
];

const GAUGES: [(&str, &str); 11] = [
    ("deskbell_build_info", "1, with the version as label."),
    ("deskbell_connections", "Live connections now, by door and transport."),
    ("deskbell_sockets", "Connections open now, of every kind."),
    ("deskbell_sessions", "Live sessions now."),
    ("deskbell_persons", "People with a live session now."),
    ("deskbell_topics", "Topics with a subscriber now."),
    ("deskbell_resident_bytes", "Memory of the process that is in RAM (Linux)."),
    ("deskbell_rate_keys", "People whose rate is remembered now."),
    ("deskbell_store_failing", "1 while the disk refuses commits or checkpoints, by part."),
    ("deskbell_store_queue_depth", "Writes waiting for the writer."),
    ("deskbell_store_wal_bytes", "Bytes in the database's log."),
];

const HISTOGRAMS: [(&str, &str); 8] = [
    ("deskbell_ack_seconds", "From a frame read to its acknowledgement queued."),
    ("deskbell_delivery_seconds", "From an entry's moment to its delivery into outboxes."),
    ("deskbell_fanout_delay_seconds", "From a commit to the moment its fan-out begins."),
    ("deskbell_connection_seconds", "How long live connections lasted."),
    ("deskbell_http_seconds", "How long HTTP requests took."),
    ("deskbell_store_commit_seconds", "How long transactions took, with their flush to disk."),
    ("deskbell_store_batch_size", "Writes that shared a transaction."),
    ("deskbell_store_read_seconds", "How long reads took, by query."),
];

/// Gives every family its words, and counters and gauges their first value.
pub fn describe() {
    for (name, words) in COUNTERS {
        metrics::describe_counter!(name, words);
        metrics::counter!(name).increment(0);
    }
    for (name, words) in GAUGES {
        metrics::describe_gauge!(name, words);
        if name != "deskbell_build_info" {
            metrics::gauge!(name).set(0.0);
        }
    }
    for (name, words) in HISTOGRAMS {
        metrics::describe_histogram!(name, words);
    }
}
