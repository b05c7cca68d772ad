//! What the numbers of TFTP stand for.

use super::not_known;
use crate::Lang;
use wireglass_core::wire::tftp::{ErrorCode, Opcode};

pub(super) const fn opcode(lang: Lang, code: Opcode) -> &'static str {
    lang.pick(match code {
        Opcode::Read => ("RRQ: read this file", "RRQ：读请求"),
        Opcode::Write => ("WRQ: write this file", "WRQ：写请求"),
        Opcode::Data => ("DATA: a block", "DATA：数据块"),
        Opcode::Ack => ("ACK: the block has arrived", "ACK：确认"),
        Opcode::Error => ("ERROR: the transfer ends", "ERROR：差错，传输终止"),
        Opcode::OptionAck => ("OACK: these options hold", "OACK：选项确认"),
        Opcode::Other(_) => return not_known(lang),
    })
}

pub(super) const fn error(lang: Lang, code: ErrorCode) -> &'static str {
    lang.pick(match code {
        ErrorCode::NotDefined => ("see the text", "见差错信息"),
        ErrorCode::FileNotFound => ("no such file", "文件不存在"),
        ErrorCode::AccessViolation => ("not allowed", "没有权限"),
        ErrorCode::DiskFull => ("the disk is full", "磁盘已满"),
        ErrorCode::IllegalOperation => ("not at this point", "非法操作"),
        ErrorCode::UnknownTransfer => ("not a port of this transfer", "未知的传输标识"),
        ErrorCode::FileExists => ("the file is there already", "文件已存在"),
        ErrorCode::NoSuchUser => ("no such user", "用户不存在"),
        ErrorCode::OptionRefused => ("an option is refused", "选项被拒绝"),
        ErrorCode::Other(_) => return not_known(lang),
    })
}
