//! Has a scanner look at a file before anybody else does: ClamAV, by its INSTREAM command.

use std::time::Duration;

use deskbell_domain::Refusal;
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// How long a scan may take.
const SCAN_MAX: Duration = Duration::from_secs(60);
/// Bytes sent at a time.
const CHUNK_BYTES: usize = 64 * 1024;
/// Bytes an answer may have.
const ANSWER_MAX_BYTES: u64 = 4096;
/// After this a scanner that is away is asked again.
const AWAY_MS: u64 = 5_000;

/// Asks the scanner at this address.
///
/// # Errors
/// `invalid` where it finds something, `overloaded` where it does not answer or cannot say.
pub(super) async fn scan(address: &str, file: impl AsyncRead + Unpin) -> Result<(), Refusal> {
    let answer = match tokio::time::timeout(SCAN_MAX, ask(address, file)).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(error)) => return Err(away(&error.to_string())),
        Err(_) => return Err(away("it took too long")),
    };
    if answer.ends_with("FOUND") {
        // What it found is the scanner's word about the file, and says nothing of the person.
        tracing::warn!(answer, "a file was refused");
        metrics::counter!("deskbell_files_infected_total").increment(1);
        let sentence = "This file was found to be harmful and was not kept.";
        return Err(Refusal::invalid("file", sentence));
    }
    if answer.ends_with("OK") { Ok(()) } else { Err(away(&answer)) }
}

async fn ask(address: &str, mut file: impl AsyncRead + Unpin) -> std::io::Result<String> {
    let mut line = TcpStream::connect(address).await?;
    line.write_all(b"zINSTREAM\0").await?;
    let mut chunk = vec![0; CHUNK_BYTES];
    loop {
        let read = file.read(&mut chunk).await?;
        let length = u32::try_from(read).map_err(std::io::Error::other)?;
        line.write_all(&length.to_be_bytes()).await?;
        if read == 0 {
            break;
        }
        line.write_all(&chunk[..read]).await?;
    }
    let mut answer = String::new();
    line.take(ANSWER_MAX_BYTES).read_to_string(&mut answer).await?;
    Ok(answer.trim_matches(['\0', '\n', ' ']).to_owned())
}

fn away(error: &str) -> Refusal {
    tracing::error!(error, "the scanner did not look at a file, which was refused");
    metrics::counter!("deskbell_scanner_away_total").increment(1);
    Refusal::Overloaded { retry_after_ms: AWAY_MS }
}
