#!/bin/sh
# Makes the 30-second clip of the course 平台使用入门: moving colours, title cards, three soft tones. Everything in it
# is generated here, so it is free of rights. Needs ffmpeg (with libx264, drawtext) and Noto Sans CJK:
#   apt-get install ffmpeg fonts-noto-cjk && src/demo-media/make-clip.sh
# Encoder versions differ, so a new run gives an equal film but not equal bytes.
set -eu
cd "$(dirname "$0")/../.."
out=src/main/resources/META-INF/resources/media/platform-basics.mp4
bold=${FONT_BOLD:-/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc}
text=${FONT_TEXT:-/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc}

# card START TITLE LINE: six seconds, faded in and out over half a second.
card() {
    fade="alpha='min(1,min((t-$1)/0.5,($1+6-t)/0.5))':enable='between(t,$1,$1+6)'"
    printf ",drawtext=fontfile=%s:text='%s':fontsize=52:fontcolor=white:x=(w-tw)/2:y=h/2-70:%s" "$bold" "$2" "$fade"
    printf ",drawtext=fontfile=%s:text='%s':fontsize=27:fontcolor=0xf4ece4:x=(w-tw)/2:y=h/2+20:%s" "$text" "$3" "$fade"
}

cards="$(card 0 '平台使用入门' '三十秒，了解怎样在这里学习')"
cards="$cards$(card 6 '一  登录' '首次登录先核对个人信息，再设置新密码')"
cards="$cards$(card 12 '二  学习' '进度自动保存，换一台设备可以接着学')"
cards="$cards$(card 18 '三  测试' '学完全部内容后开放，提交后即可看到成绩')"
cards="$cards$(card 24 '四  学时' '学完并通过测试，学时自动记入')"

ffmpeg -hide_banner -loglevel error -y \
    -f lavfi -i "gradients=s=854x480:r=24:d=30:c0=0x7a1f1f:c1=0xa8382c:c2=0x31415e:n=3:x0=0:y0=0:x1=854:y1=480:speed=0.004:seed=7" \
    -f lavfi -i "color=c=0xf2c14e:s=854x6:r=24:d=30" \
    -f lavfi -i "aevalsrc='0.05*(1-cos(2*PI*t/6))*(sin(2*PI*220*t)+0.6*sin(2*PI*277.18*t)+0.5*sin(2*PI*329.63*t))*min(1,(30-t)/2):s=44100:d=30'" \
    -filter_complex "[0:v]format=yuv420p$cards[cards];[cards][1:v]overlay=x='-w+w*t/30':y=H-6:shortest=1[v]" \
    -map '[v]' -map 2:a \
    -c:v libx264 -profile:v baseline -level 3.1 -pix_fmt yuv420p -preset veryslow -crf 25 -maxrate 130k -bufsize 520k -g 48 \
    -c:a aac -b:a 40k -ac 1 -t 30 -movflags +faststart \
    -metadata title='平台使用入门' "$out"
ls -l "$out"
