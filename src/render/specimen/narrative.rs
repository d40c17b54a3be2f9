//! A narrative section: every construct of Markdown.

use std::collections::BTreeMap;

use super::{Voice, claim};
use crate::model::Id;
use crate::view::{Anchor, AnchorKind, Block, Image, Prose, Section, Value};

const MARKDOWN: &str = r#"The system serves **six** *regions*; ~~five~~ `six`.[^regions] It takes {{sec.scan}} at 200 users,
see [the claim](#claim-sec_2escan), [the site](https://harbour.example/a?b=1&c), [nowhere](javascript:alert(1)).  
A new line, <b onclick="x()">raw</b> HTML.

# Deployment

1. Start the new version
2. Move traffic
   - watch
   - wait

     then go on

## Boxes

- [x] written down
- [ ] tried

> Quoted words.
>
> # Not a heading of ours

| Option | Cost | Note |
|:-------|-----:|:----:|
| blue-green | 900 EUR | advised |
| rolling | 600 EUR | `slow` |

```diagram One balancer in front of two servers
balancer ─┬─ api-1 ─┐
          └─ api-2 ─┴─ database
```

```sh
kubectl get pods --all-namespaces
```

---

![The control room](room.png) and ![elsewhere](https://a.example/x.png)

<div>
block of HTML
</div>

[^regions]: North and south[^more].
[^more]: More of it.
"#;

/// One grey pixel.
const PIXEL: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGOoBwAAgQCAlt7I9QAAAABJRU5ErkJggg==";

pub(super) fn section(voice: Voice) -> Section {
    let prose = Prose {
        markdown: format!("{}\n\n{MARKDOWN}", voice.say("Overview.")),
        level: 3,
        prefix: "section-architecture".to_owned(),
        values: BTreeMap::from([(
            "sec.scan".to_owned(),
            Value { text: voice.say("1.8 s"), to: claim("sec.scan") },
        )]),
        images: BTreeMap::from([(
            "room.png".to_owned(),
            Image {
                media_type: "image/png".to_owned(),
                content: PIXEL.to_owned(),
                file: "inputs/evidence/room.png".to_owned(),
            },
        )]),
    };
    Section {
        anchor: Anchor::of(AnchorKind::Section, &Id::from("architecture")),
        number: None,
        title: voice.say("Architecture"),
        tally: String::new(),
        blocks: vec![Block::Prose(prose)],
    }
}
