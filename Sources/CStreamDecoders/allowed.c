#include <string.h>

#include <libavutil/avstring.h>

#include "stream.h"

// Containers that hold the evidence themselves: none here follows a reference to another file, runs a script or
// belongs to a game of the nineties.
const char *const cairn_allowed_formats =
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpeg,mpegts,mpegvideo,flv,live_flv,asf,asf_o,ogg,rm,mxf,dv,ivf,obu,"
    "h261,h263,h264,hevc,m4v,vc1,vc1test,cavsvideo,dirac,mjpeg,mpjpeg,yuv4mpegpipe,nut,nsv,nuv,wtv,gxf,lxf,dhav,dss,"
    "flic,swf,amv,smjpeg,ipmovie,pmp,pva,ty,vivo,"
    "wav,w64,aiff,au,caf,mp3,aac,flac,ac3,eac3,dts,dtshd,amr,amrnb,amrwb,ape,tta,tak,wv,mpc,mpc8,shn,voc,gsm,g722,"
    "g723_1,g729,ilbc,qcp,sbc,aea,oma,dsf,iff,ircam,nistsphere,sln,sox,truehd,mlp,xwma,avr,act,loas,spdif";

const char *const cairn_allowed_decoders =
    // Pictures.
    "h264,hevc,libdav1d,vp8,vp9,vp3,vp4,vp5,vp6,vp6a,vp6f,vp7,theora,mpeg1video,mpeg2video,mpegvideo,mpeg4,"
    "msmpeg4v1,msmpeg4v2,msmpeg4,wmv1,wmv2,wmv3,vc1,wmv3image,vc1image,h261,h263,h263i,h263p,flv,rv10,rv20,rv30,rv40,"
    "svq1,svq3,cinepak,indeo2,indeo3,indeo4,indeo5,mjpeg,mjpegb,jpegls,jpeg2000,amv,sp5x,dvvideo,dnxhd,prores,cfhd,"
    "hap,huffyuv,ffvhuff,hymt,ffv1,utvideo,lagarith,magicyuv,snow,dirac,cavs,rawvideo,v210,v210x,v308,v408,v410,"
    "yuv4,ayuv,r210,r10k,y41p,cyuv,cljr,aura,aura2,asv1,asv2,qtrle,rpza,smc,8bps,msrle,msvideo1,camstudio,camtasia,"
    "tscc2,zmbv,zlib,mszh,loco,vble,fraps,flashsv,flashsv2,g2m,mss1,mss2,msa1,mts2,screenpresso,scpr,vmnc,flic,"
    "xan_wc4,truemotion1,truemotion2,png,apng,bmp,targa,tiff,gif,speedhq,aic,pixlet,mimic,nuv,mxpeg,imm4,imm5,"
    "pam,pbm,pgm,pgmyuv,ppm,pcx,psd,qoi,sgi,sunrast,xbm,xpm,xwd,dds,"
    // Sound.
    "aac,aac_latm,ac3,eac3,alac,amrnb,amrwb,ape,atrac1,atrac3,atrac3al,atrac3plus,atrac3plusal,cook,dca,dvaudio,"
    "evrc,flac,g722,g723_1,g726,g726le,g729,gsm,gsm_ms,ilbc,imc,iac,mace3,mace6,metasound,mlp,truehd,mp1float,mp1,"
    "mp2float,mp2,mp3float,mp3,mp3adufloat,mp3on4float,als,mpc7,mpc8,nellymoser,on2avc,opus,qcelp,qdm2,qdmc,"
    "real_144,real_288,ralf,sbc,shorten,sipr,speex,tak,truespeech,tta,twinvq,vorbis,wavpack,wmav1,wmav2,wmapro,"
    "wmalossless,wmavoice,ws_snd1,dss_sp,acelp.kelvin,dsd_lsbf,dsd_msbf,dsd_lsbf_planar,dsd_msbf_planar,s302m,"
    "adpcm_ima_qt,adpcm_ima_wav,adpcm_ima_amv,adpcm_ima_smjpeg,adpcm_ima_ssi,adpcm_ms,adpcm_swf,adpcm_yamaha,adpcm_ct,"
    "adpcm_g722,adpcm_g726,adpcm_sbpro_2,adpcm_sbpro_3,adpcm_sbpro_4,8svx_exp,8svx_fib,"
    "pcm_alaw,pcm_mulaw,pcm_vidc,pcm_u8,pcm_s8,pcm_s8_planar,pcm_s16le,pcm_s16be,pcm_s16le_planar,pcm_s16be_planar,"
    "pcm_u16le,pcm_u16be,pcm_s24le,pcm_s24be,pcm_s24le_planar,pcm_s24daud,pcm_u24le,pcm_u24be,pcm_s32le,pcm_s32be,"
    "pcm_s32le_planar,pcm_u32le,pcm_u32be,pcm_s64le,pcm_s64be,pcm_f16le,pcm_f24le,pcm_f32le,pcm_f32be,pcm_f64le,"
    "pcm_f64be,pcm_bluray,pcm_dvd,pcm_lxf";

const AVCodec *cairn_allowed_decoder(enum AVCodecID id) {
    // The first decoder that the library lists is not always one that decodes by itself: walk them all.
    const AVCodec *codec;
    void *state = NULL;
    while ((codec = av_codec_iterate(&state))) {
        if (codec->id != id || !av_codec_is_decoder(codec)) continue;
        if (codec->capabilities & (AV_CODEC_CAP_HARDWARE | AV_CODEC_CAP_EXPERIMENTAL)) continue;
        if (av_match_list(codec->name, cairn_allowed_decoders, ',')) return codec;
    }
    return NULL;
}

void cairn_confine_decoder(AVCodecContext *decoder, const cairn_stream_limits *limits) {
    decoder->thread_count = 1;
    decoder->thread_type = 0;
    decoder->max_pixels = limits->pixels;
}
