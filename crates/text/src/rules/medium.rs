//! A medium that stations share: collisions, and what is done about them.

use crate::rules::rules;

rules! {
    lang, node, Node, peer, Peer;

    MediumBusy => "The medium is busy", "介质忙";
        "{Node} listens before it sends, and *hears somebody else*: it waits until the cable has been silent for the gap between frames.",
        "{Node}发送前先监听，*听到别人正在发送*：于是等待，直到线路空闲满一个帧间隔。";

    MediumGap => "The gap between frames", "帧间隔";
        "The cable has only just become silent. {Node} leaves *a gap of 96 bit times* before it sends, so that everybody can tell two frames apart.",
        "线路刚刚安静下来。{node}先*空出 96 个比特时间的间隔*再发送，让大家都能分清前后两个帧。";

    MediumQueued { waiting } => "Not its turn yet", "还没轮到";
        "{Node} is not ready to send: it is still sending, or waiting after a collision. *{waiting} of its frames wait now*.",
        "{Node}还不能发送：它正在发送，或处于冲突后的退避中。*现在有 {waiting} 个帧在排队*。";

    Collision { tries, slots, most } => "Collision", "冲突";
        "Two stations began before they could hear each other, and *both frames are destroyed*. {Node} jams, so that everybody notices, and draws a number from 0 to {most}: it will wait {slots} slot times (collisions of this frame: {tries}).",
        "两个站点在还听不到对方时都开始发送，*两个帧都毁了*。{node}发出干扰信号让大家都知道，再从 0 到 {most} 中随机取一个数：等待 {slots} 个时隙（这个帧的第 {tries} 次冲突）。",
        check "0 ≤ {slots} ≤ {most}";

    BackoffOver { tries } => "Another try", "再试一次";
        "The wait after the collision is over and nobody is heard: *{node} sends the frame again* (destroyed so far: {tries}).",
        "冲突后的等待结束，也没有听到别人：*{node}重新发送这个帧*（已毁掉 {tries} 次）。";

    CollisionLimit { tries } => "Too many collisions", "冲突次数过多";
        "The frame has been destroyed {tries} times in a row: *{node} gives it up*, and leaves the rest to the layers above.",
        "这个帧连续 {tries} 次毁于冲突：*{node}放弃发送*，其余交给上面的层处理。";

    CollisionUnheard => "A collision that nobody hears", "没有察觉的冲突";
        "The frame was destroyed *after {node} had sent its last bit*, when it does not listen any more: the cables are too long for their speed. Nobody sends it again.",
        "{node}*发完最后一位之后*帧才被毁掉，这时它已不再监听：线缆相对于速率太长了。没有谁会重发它。";
}
