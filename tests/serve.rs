//! `signoff site serve` on the binary: pages come from this machine only, and are built again when something changes.
#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    dead_code,
    unreachable_pub,
    reason = "a test that goes wrong panics, and says where"
)]
#![cfg(all(feature = "serve", unix))]

#[path = "site/project.rs"]
mod project;
mod support;

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use project::{CONFIG, NOW, Project};

struct Served {
    child: Child,
    address: String,
}

impl Served {
    fn of(project: &Project) -> Self {
        let config = project.path("site.toml");
        let arguments = ["site", "serve", config.to_str().unwrap(), "--port", "0", "--as-of", NOW];
        let mut child = support::command(&arguments).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let address = lines.find_map(|line| {
            let line = line.unwrap();
            Some(line.strip_prefix("http://")?.split('/').next()?.to_owned())
        });
        std::thread::spawn(move || lines.count());
        Self { child, address: address.unwrap() }
    }

    /// What is answered to a request, head and body.
    fn get(&self, path: &str, host: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_site_is_shown_while_it_is_written() {
    let project = Project::of(&[0]);
    let mut served = Served::of(&project);
    let here = served.address.clone();
    let page = served.get("/", &here);
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("/_signoff/reload.js"), "{page}");
    assert!(page.contains("All &lt;of&gt; them"), "{page}");
    assert!(served.get("/nothing", &here).starts_with("HTTP/1.1 404"));
    assert!(served.get("/../site.toml", &here).starts_with("HTTP/1.1 404"));
    assert!(served.get("/", "evil.example").starts_with("HTTP/1.1 421"));
    let changed = CONFIG.replace("All <of> them", "Others");
    std::thread::scope(|scope| {
        let built = scope.spawn(|| served.get("/_signoff/built", &here));
        std::thread::sleep(std::time::Duration::from_millis(300));
        fs::write(project.path("site.toml"), changed).unwrap();
        assert!(built.join().unwrap().starts_with("HTTP/1.1 204"));
    });
    assert!(served.get("/", &here).contains("Others"));
    let id = served.child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    assert!(served.child.wait().unwrap().success(), "it ends when it is told to");
}
