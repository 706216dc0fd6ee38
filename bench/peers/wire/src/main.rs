//! What the wire alone can do: a server in memory that speaks the part of the wire that is measured and stores
//! nothing. It is the far end of a scale, for measuring beside Deskbell, and no product code.
//!
//! One thread, as it is measured on one core. `JWT_SECRET` is what tokens are signed with, `PORT` where it
//! listens (0, the default, picks a free one). Start reading at [`session`].

mod packet;
mod session;
mod talk;

use std::{cell::RefCell, env, io, process::ExitCode, rc::Rc};

use jsonwebtoken::DecodingKey;
use tokio::{net::TcpSocket, task::LocalSet};

use crate::{session::Door, talk::Talk};

/// Connections that may wait to be accepted: a crowd that returns at once.
const BACKLOG: u32 = 4096;

fn main() -> ExitCode {
    let Ok(secret) = env::var("JWT_SECRET") else {
        eprintln!("JWT_SECRET is needed.");
        return ExitCode::from(2);
    };
    let port = env::var("PORT").ok().and_then(|port| port.parse().ok()).unwrap_or(0);
    match run(port, &secret) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("The server cannot run: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(port: u16, secret: &str) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let tasks = LocalSet::new();
    runtime.block_on(tasks.run_until(async {
        let socket = TcpSocket::new_v4()?;
        socket.bind(([127, 0, 0, 1], port).into())?;
        let listener = socket.listen(BACKLOG)?;
        println!("listening on http://{}", listener.local_addr()?);
        let door = Rc::new(Door {
            key: DecodingKey::from_secret(secret.as_bytes()),
            talk: RefCell::new(Talk::default()),
        });
        loop {
            let (stream, _) = listener.accept().await?;
            stream.set_nodelay(true)?;
            tokio::task::spawn_local(session::serve(Rc::clone(&door), stream));
        }
    }))
}
