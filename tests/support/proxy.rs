//! A proxy before Postgres that fails when a test wants it to, at a point that the test names.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;

/// How the line behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// As if it were not there.
    Pass,
    /// Everything arrives so much later, in both directions.
    Delay(Duration),
    /// Connections are accepted, and nothing arrives; it does when the line passes again.
    Freeze,
    /// New connections end at once.
    Refuse,
}

/// What happens once a number of steps has been forwarded.
#[derive(Clone, Copy, Debug)]
enum Then {
    Cut,
    Freeze,
}

/// Something that waits for its moment.
#[derive(Clone, Copy, Debug)]
enum Armed {
    After { steps: usize, then: Then },
    AtCommit(Then),
}

/// A line to the server of the tests. A **step** is a message that makes Postgres do something: the start of a
/// session, a parse, an execution, a simple query. Steps are what a cut can fall between.
pub struct Proxy {
    port: u16,
    upstream: tokio_postgres::Config,
    line: Arc<Line>,
}

struct Line {
    mode: watch::Sender<Mode>,
    cuts: watch::Sender<usize>,
    /// Sessions whose caller is gone and that Postgres has not ended yet.
    ending: watch::Sender<usize>,
    armed: Mutex<Option<Armed>>,
    sessions: AtomicUsize,
    /// Older sessions are dead, and their callers have not noticed.
    dead_before: AtomicUsize,
    round_trips: AtomicUsize,
}

impl Proxy {
    /// Before the server of this URL.
    pub async fn before(url: &str) -> Self {
        let upstream: tokio_postgres::Config = url.parse().expect("a URL of Postgres");
        let server = format!("127.0.0.1:{}", upstream.get_ports().first().copied().unwrap_or(5432));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let line = Arc::new(Line {
            mode: watch::Sender::new(Mode::Pass),
            cuts: watch::Sender::new(0),
            ending: watch::Sender::new(0),
            armed: Mutex::new(None),
            sessions: AtomicUsize::new(0),
            dead_before: AtomicUsize::new(0),
            round_trips: AtomicUsize::new(0),
        });
        tokio::spawn(accept(listener, server, Arc::clone(&line)));
        Self { port, upstream, line }
    }

    /// The same database through this line.
    pub fn url(&self) -> String {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let password = self.upstream.get_password().map(|bytes| format!(" password='{}'", text(bytes)));
        let name = |name: Option<&str>| name.unwrap_or_default().to_owned();
        format!(
            "host=127.0.0.1 port={} user={} dbname={}{}",
            self.port,
            name(self.upstream.get_user()),
            name(self.upstream.get_dbname()),
            password.unwrap_or_default()
        )
    }

    pub fn set(&self, mode: Mode) {
        self.line.mode.send_replace(mode);
    }

    /// Ends all connections now.
    pub fn cut_all(&self) {
        self.line.cuts.send_modify(|cuts| *cuts += 1);
    }

    /// Kills the connections of now as it happens to a process that sleeps: it notices when it next writes.
    pub fn kill_silently(&self) {
        self.line.dead_before.store(self.line.sessions.load(Ordering::SeqCst), Ordering::SeqCst);
    }

    /// Cuts once, when so many steps from now on have reached Postgres: it does the last one, and nobody hears of it.
    pub fn cut_after(&self, steps: usize) {
        self.arm(Armed::After { steps, then: Then::Cut });
    }

    /// The same, but the line freezes.
    pub fn freeze_after(&self, steps: usize) {
        self.arm(Armed::After { steps, then: Then::Freeze });
    }

    /// Cuts once, when a commit has reached Postgres: it commits, and nobody hears of it.
    pub fn cut_at_commit(&self) {
        self.arm(Armed::AtCommit(Then::Cut));
    }

    /// The same, but the line freezes.
    pub fn freeze_at_commit(&self) {
        self.arm(Armed::AtCommit(Then::Freeze));
    }

    fn arm(&self, armed: Armed) {
        *self.line.armed.lock().unwrap_or_else(PoisonError::into_inner) = Some(armed);
    }

    /// Calls off what was armed. Whether it had happened.
    pub fn disarm(&self) -> bool {
        self.line.armed.lock().unwrap_or_else(PoisonError::into_inner).take().is_none()
    }

    /// Waits until Postgres has ended the sessions of callers that are gone, so that what they began is decided.
    pub async fn settled(&self) {
        let _ = self.line.ending.subscribe().wait_for(|sessions| *sessions == 0).await;
    }

    /// How often a caller asked and had to wait for the answer, since the last call. Exact only on a slow line.
    pub fn round_trips(&self) -> usize {
        self.line.round_trips.swap(0, Ordering::SeqCst)
    }
}

impl Line {
    async fn thawed(&self) {
        let _ = self.mode.subscribe().wait_for(|mode| *mode != Mode::Freeze).await;
    }

    /// When something that arrives now is to be forwarded.
    fn due(&self) -> Instant {
        match *self.mode.borrow() {
            Mode::Delay(delay) => Instant::now() + delay,
            _ => Instant::now(),
        }
    }

    /// Whether the connection ends after this message.
    fn cuts_after(&self, message: &[u8], first: bool) -> bool {
        let mut armed = self.armed.lock().unwrap_or_else(PoisonError::into_inner);
        let then = match &mut *armed {
            Some(Armed::AtCommit(then)) if message == b"Q\0\0\0\x0bcommit\0" => *then,
            Some(Armed::After { steps, then }) if first || matches!(message[0], b'Q' | b'P' | b'E') => {
                *steps = steps.saturating_sub(1);
                if *steps > 0 {
                    return false;
                }
                *then
            }
            _ => return false,
        };
        *armed = None;
        match then {
            Then::Cut => true,
            Then::Freeze => {
                self.mode.send_replace(Mode::Freeze);
                false
            }
        }
    }
}

async fn accept(listener: TcpListener, server: String, line: Arc<Line>) {
    while let Ok((client, _)) = listener.accept().await {
        if *line.mode.borrow() != Mode::Refuse {
            let serial = line.sessions.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(serve(client, server.clone(), Arc::clone(&line), serial));
        }
    }
}

async fn serve(client: TcpStream, server: String, line: Arc<Line>, serial: usize) {
    let Ok(server) = TcpStream::connect(server).await else { return };
    let (_, _) = (client.set_nodelay(true), server.set_nodelay(true));
    let (from_client, to_client) = client.into_split();
    let (from_server, mut to_server) = server.into_split();
    let answered = AtomicBool::new(true);
    let (gone, ending) = (watch::Sender::new(false), Ending::of(&line));
    let mut cuts = line.cuts.subscribe();
    let mut answers = std::pin::pin!(answer(&line, from_server, to_client, &answered, gone.subscribe()));
    tokio::select! {
        () = ask(&line, &ending, serial, from_client, &mut to_server, &answered) => {}
        _ = cuts.changed() => {}
        () = &mut answers => return,
    }
    ending.begins();
    gone.send_replace(true);
    // Postgres does what has reached it, then sees that the caller is gone.
    let _ = to_server.shutdown().await;
    answers.await;
}

/// A session whose caller is gone counts as one that ends, until it has ended.
struct Ending<'a> {
    line: &'a Line,
    begun: AtomicBool,
}

impl<'a> Ending<'a> {
    fn of(line: &'a Line) -> Self {
        Self { line, begun: AtomicBool::new(false) }
    }

    fn begins(&self) {
        if !self.begun.swap(true, Ordering::SeqCst) {
            self.line.ending.send_modify(|sessions| *sessions += 1);
        }
    }
}

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        if *self.begun.get_mut() {
            self.line.ending.send_modify(|sessions| *sessions -= 1);
        }
    }
}

/// Forwards what the caller sends, message by message, until it hangs up or the line does.
async fn ask(
    line: &Line,
    ending: &Ending<'_>,
    serial: usize,
    mut from_client: OwnedReadHalf,
    to_server: &mut OwnedWriteHalf,
    answered: &AtomicBool,
) {
    let (queue, mut arriving) = mpsc::unbounded_channel();
    let read = async move {
        let mut first = true;
        while let Ok(message) = next_message(&mut from_client, first).await {
            if answered.swap(false, Ordering::SeqCst) {
                line.round_trips.fetch_add(1, Ordering::SeqCst);
            }
            let _ = queue.send((line.due(), message, first));
            first = false;
        }
    };
    let write = async {
        while let Some((due, message, first)) = arriving.recv().await {
            tokio::time::sleep_until(due).await;
            line.thawed().await;
            let dead = serial < line.dead_before.load(Ordering::SeqCst);
            if dead || to_server.write_all(&message).await.is_err() || line.cuts_after(&message, first) {
                return;
            }
        }
    };
    // The reader's end closes the queue; what is in it is still forwarded.
    let read = async {
        read.await;
        ending.begins();
        std::future::pending::<()>().await;
    };
    tokio::select! {
        () = read => {}
        () = write => {}
    }
}

/// The protocol's frame: a tag but for the first message, the length of the rest, the rest.
async fn next_message(from: &mut OwnedReadHalf, first: bool) -> io::Result<Vec<u8>> {
    let tag = usize::from(!first);
    let mut message = vec![0; tag + 4];
    from.read_exact(&mut message).await?;
    let mut length = [0; 4];
    length.copy_from_slice(&message[tag..]);
    let whole = tag + u32::from_be_bytes(length) as usize;
    let header = message.len();
    message.resize(whole.max(header), 0);
    from.read_exact(&mut message[header..]).await?;
    Ok(message)
}

/// Delivers what Postgres answers, to a caller that is there, until Postgres hangs up.
async fn answer(
    line: &Line,
    mut from_server: OwnedReadHalf,
    mut to_client: OwnedWriteHalf,
    answered: &AtomicBool,
    mut gone: watch::Receiver<bool>,
) {
    let (queue, mut arriving) = mpsc::unbounded_channel();
    let read = async move {
        let mut bytes = vec![0; 65_536];
        while let Ok(length @ 1..) = from_server.read(&mut bytes).await {
            let _ = queue.send((line.due(), bytes[..length].to_vec()));
        }
    };
    let write = async move {
        let deliver = async {
            while let Some((due, bytes)) = arriving.recv().await {
                tokio::time::sleep_until(due).await;
                line.thawed().await;
                answered.store(true, Ordering::SeqCst);
                if to_client.write_all(&bytes).await.is_err() {
                    return;
                }
            }
        };
        tokio::select! {
            _ = gone.wait_for(|gone| *gone) => {}
            () = deliver => {}
        }
    };
    futures::future::join(read, write).await;
}
