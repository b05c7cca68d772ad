//! What is wrong with a capture file, where, and what was still read.

use crate::say;
use crate::words::{bytes, number, size};
use crate::{Lang, Markup};
use wireglass_capture::{CaptureError, FormatName, LooksLike, Part, Problem, ProblemKind};

/// Why nothing of a file could be read, and what to do about it.
pub fn capture_error(lang: Lang, error: &CaptureError) -> Markup {
    match error {
        CaptureError::Empty => say!(
            lang,
            "The file is *empty*: it has no bytes at all.",
            "这个文件是*空的*，一个字节也没有。",
        ),
        CaptureError::NotACapture { first, looks_like } => not_a_capture(lang, first, *looks_like),
        CaptureError::UnsupportedVersion { format, major, minor } => {
            let name = format_name(*format);
            say!(
                lang,
                "This is a {name} file of *version `{major}.{minor}`*, which is not known here. Save it again with a current tcpdump or Wireshark.",
                "这是{name}文件，但*版本 `{major}.{minor}`* 无法识别。请用新版的 tcpdump 或 Wireshark 重新保存。",
            )
        }
        CaptureError::HeaderCutOff { format, have, need } => {
            let name = format_name(*format);
            let (have, need) = (bytes(lang, *have), bytes(lang, *need));
            say!(
                lang,
                "This begins like a {name} file, but *it ends inside its own header*: there are `{have}` and it needs `{need}`. Perhaps the copy was interrupted.",
                "文件开头像{name}文件，但*在文件头中间就结束了*：只有 `{have}`，而文件头需要 `{need}`。可能是复制时中断了。",
            )
        }
        CaptureError::HeaderDamaged { format, at, value } => {
            let name = format_name(*format);
            say!(
                lang,
                "This begins like a {name} file, but *its header is damaged*: at byte `{at}` it says `{value:#x}`, which makes no sense there.",
                "文件开头像{name}文件，但*文件头已损坏*：第 `{at}` 字节处的值 `{value:#x}` 不合理。",
            )
        }
        CaptureError::TooLarge { size: have, limit } => {
            let (have, limit) = (size(*have), size(*limit));
            say!(
                lang,
                "The file is *too large*: `{have}`, and at most `{limit}` can be opened here. Cut it up first, for example with `editcap -c 1000000 big.pcapng part.pcapng`.",
                "文件*太大*：`{have}`，这里最多能打开 `{limit}`。请先把它切小，例如用 `editcap -c 1000000 big.pcapng part.pcapng`。",
            )
        }
    }
}

fn not_a_capture(lang: Lang, first: &[u8], looks_like: LooksLike) -> Markup {
    if looks_like == LooksLike::Unknown {
        let shown: Vec<_> = first.iter().map(|byte| format!("{byte:02x}")).collect();
        let shown = shown.join(" ");
        return say!(
            lang,
            "This is *not a capture*: it begins with `{shown}`, as neither pcap nor pcapng does.",
            "这*不是抓包文件*：开头是 `{shown}`，既不是 pcap 也不是 pcapng。",
        );
    }
    let (what, todo) = (kind_of_file(lang, looks_like), what_to_do(lang, looks_like));
    say!(
        lang,
        "This is *not a capture* that can be read here: it looks like {what}. {todo}",
        "这*不是可以读取的抓包文件*：看起来是{what}。{todo}",
    )
}

/// What a file looks like, to follow "it looks like".
const fn kind_of_file(lang: Lang, looks_like: LooksLike) -> &'static str {
    lang.pick(match looks_like {
        LooksLike::Gzip => ("a gzip file", "gzip 压缩文件"),
        LooksLike::Zstd => ("a Zstandard file", "Zstandard 压缩文件"),
        LooksLike::Xz => ("an xz file", "xz 压缩文件"),
        LooksLike::Bzip2 => ("a bzip2 file", "bzip2 压缩文件"),
        LooksLike::Lz4 => ("an LZ4 file", "LZ4 压缩文件"),
        LooksLike::Zip => ("a zip archive", "zip 压缩包"),
        LooksLike::Snoop => ("a Solaris snoop capture", "Solaris snoop 抓包"),
        LooksLike::NetworkMonitor => {
            ("a Microsoft Network Monitor capture", "Microsoft Network Monitor 抓包")
        }
        LooksLike::Elf => ("a program for Linux (ELF)", "Linux 程序（ELF）"),
        LooksLike::WindowsProgram => ("a program for Windows", "Windows 程序"),
        LooksLike::Wasm => ("a WebAssembly module", "WebAssembly 模块"),
        LooksLike::Png => ("a PNG picture", "PNG 图片"),
        LooksLike::Jpeg => ("a JPEG picture", "JPEG 图片"),
        LooksLike::Gif => ("a GIF picture", "GIF 图片"),
        LooksLike::Pdf => ("a PDF document", "PDF 文档"),
        LooksLike::Html => ("a web page", "网页"),
        LooksLike::Xml => ("XML", "XML 文件"),
        LooksLike::Json => ("JSON", "JSON 文件"),
        LooksLike::Text => ("plain text", "纯文本"),
        LooksLike::Unknown => ("nothing known", "未知类型的文件"),
    })
}

/// What the person can do with such a file.
const fn what_to_do(lang: Lang, looks_like: LooksLike) -> &'static str {
    lang.pick(match looks_like {
        LooksLike::Gzip
        | LooksLike::Zstd
        | LooksLike::Xz
        | LooksLike::Bzip2
        | LooksLike::Lz4
        | LooksLike::Zip => (
            "Unpack it first and open the `.pcap` or `.pcapng` inside.",
            "请先解压，再打开里面的 `.pcap` 或 `.pcapng` 文件。",
        ),
        LooksLike::Snoop | LooksLike::NetworkMonitor => (
            "Open it in Wireshark and save it as pcapng.",
            "请用 Wireshark 打开并另存为 pcapng。",
        ),
        LooksLike::Html => (
            "Perhaps a login or error page was saved in place of the file: download it again.",
            "可能保存下来的是登录页或错误页，请重新下载。",
        ),
        LooksLike::Xml | LooksLike::Json | LooksLike::Text => (
            "It may be printed packets; the capture itself is the `.pcap` or `.pcapng` they came from.",
            "它可能是打印出来的报文内容；请打开原来的 `.pcap` 或 `.pcapng` 文件。",
        ),
        LooksLike::Elf
        | LooksLike::WindowsProgram
        | LooksLike::Wasm
        | LooksLike::Png
        | LooksLike::Jpeg
        | LooksLike::Gif
        | LooksLike::Pdf
        | LooksLike::Unknown => {
            ("Choose a `.pcap` or `.pcapng` file.", "请选择 `.pcap` 或 `.pcapng` 文件。")
        }
    })
}

/// What was wrong with a part of a capture, where, and what was done about it.
pub fn capture_problem(lang: Lang, problem: &Problem) -> Markup {
    let at = problem.at;
    // People count packets from 1, as Wireshark does.
    let packet = u64::from(problem.packet) + 1;
    let read = problem.packet;
    match problem.what {
        ProblemKind::CutOff { part, missing } => {
            let (part, missing) = (part_name(lang, part), bytes(lang, missing));
            let kept = kept(lang, read);
            say!(
                lang,
                "*The file is cut off* at byte `{at}`, in the middle of {part}: `{missing}` missing. {kept}",
                "*文件不完整*：从第 `{at}` 字节开始的{part}没有写完，缺少 `{missing}`。{kept}",
            )
        }
        ProblemKind::LengthImplausible { length, least, most } => {
            let kept = kept(lang, read);
            say!(
                lang,
                "*The file is damaged* at byte `{at}`: packet `{packet}` claims a length of `{length}`, where only `{least}` to `{most}` are possible. {kept}",
                "*文件已损坏*：第 `{at}` 字节处，第 `{packet}` 个报文声称长度为 `{length}`，而合理范围是 `{least}` 到 `{most}`。{kept}",
            )
        }
        ProblemKind::BlockLengthUnaligned { length } => say!(
            lang,
            "The block at byte `{at}` claims a length of `{length}`, *not a multiple of four*; it was rounded up and reading went on.",
            "第 `{at}` 字节处的块声称长度为 `{length}`，*不是 4 的倍数*；已向上取整并继续读取。",
        ),
        ProblemKind::BlockLengthMismatch { first, last } => say!(
            lang,
            "The block at byte `{at}` gives *two different lengths*, `{first}` before its contents and `{last}` after; the first was believed.",
            "第 `{at}` 字节处的块前后给出的*长度不一致*：前面是 `{first}`，后面是 `{last}`；以前面的为准。",
        ),
        ProblemKind::BlockTooShort { block_type, length, least } => {
            let (length, least) = (bytes(lang, length.into()), bytes(lang, least.into()));
            say!(
                lang,
                "The block at byte `{at}` (type `{block_type:#x}`) is *too short*: `{length}` where at least `{least}` are needed. It was skipped.",
                "第 `{at}` 字节处的块（类型 `{block_type:#x}`）*太短*：只有 `{length}`，至少需要 `{least}`。已跳过。",
            )
        }
        ProblemKind::PacketLongerThanBlock { captured, room } => {
            let (captured, room) = (bytes(lang, captured.into()), bytes(lang, room.into()));
            say!(
                lang,
                "Packet `{packet}` at byte `{at}` claims `{captured}`, but *its block has room for only `{room}`*. It was skipped.",
                "第 `{at}` 字节处的第 `{packet}` 个报文声称有 `{captured}`，但*所在的块只容得下 `{room}`*。已跳过。",
            )
        }
        ProblemKind::UnknownInterface { interface } => say!(
            lang,
            "Packet `{packet}` at byte `{at}` names *interface `{interface}`, which the file does not describe*. It was skipped.",
            "第 `{at}` 字节处的第 `{packet}` 个报文属于*接口 `{interface}`，而文件中没有描述这个接口*。已跳过。",
        ),
        ProblemKind::TooManyInterfaces { limit } => say!(
            lang,
            "The file has *more than `{limit}` interfaces*. Those after byte `{at}`, and their packets, were skipped.",
            "文件中的*接口超过 `{limit}` 个*。第 `{at}` 字节之后的接口及其报文已跳过。",
        ),
        ProblemKind::UnknownLinkType { interface, link_type, packets } => {
            let packets = number(lang, packets.into(), "packet", "packets", "个报文");
            say!(
                lang,
                "`{packets}` on interface `{interface}` have *link type `{link_type}`, which is not understood*: they are counted, but what is inside stays unknown.",
                "接口 `{interface}` 上的 `{packets}`使用*无法识别的链路类型 `{link_type}`*：它们会被列出，但内容未知。",
            )
        }
        ProblemKind::OptionsCutOff => say!(
            lang,
            "The options of the block at byte `{at}` *run past its end*; the rest of them were skipped.",
            "第 `{at}` 字节处的块，其*选项超出了块的末尾*；其余选项已跳过。",
        ),
        ProblemKind::SectionByteOrder { magic } => {
            let kept = kept(lang, read);
            say!(
                lang,
                "*A new section at byte `{at}` is damaged*: its byte-order mark is `{magic:#010x}`. {kept}",
                "*第 `{at}` 字节处的新分节已损坏*：其字节序标记是 `{magic:#010x}`。{kept}",
            )
        }
        ProblemKind::SectionVersion { major, minor } => {
            let kept = kept(lang, read);
            say!(
                lang,
                "*A new section at byte `{at}` is of version `{major}.{minor}`*, which is not known here. {kept}",
                "*第 `{at}` 字节处的新分节版本为 `{major}.{minor}`*，无法识别。{kept}",
            )
        }
    }
}

/// What was read before reading stopped.
fn kept(lang: Lang, packets: u32) -> String {
    match (lang, packets) {
        (Lang::En, 0) => "No packet comes before it.".to_owned(),
        (Lang::En, 1) => "The one packet before it was read.".to_owned(),
        (Lang::En, n) => format!("The `{n}` packets before it were read."),
        (Lang::Zh, 0) => "在此之前没有报文。".to_owned(),
        (Lang::Zh, n) => format!("在此之前的 `{n}` 个报文已读出。"),
    }
}

const fn format_name(format: FormatName) -> &'static str {
    match format {
        FormatName::Pcap => "pcap",
        FormatName::Pcapng => "pcapng",
    }
}

const fn part_name(lang: Lang, part: Part) -> &'static str {
    lang.pick(match part {
        Part::PacketHeader => ("a packet's header", "报文头"),
        Part::PacketData => ("a packet's bytes", "报文数据"),
        Part::BlockHeader => ("a block's header", "块头"),
        Part::Block => ("a block", "块"),
    })
}

#[cfg(test)]
mod tests;
