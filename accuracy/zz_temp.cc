#include "accuracy/contract.h"
#include "accuracy/contract_check.h"
#include "accuracy/contract_points.h"
#include "accuracy/special_values.h"
#include "targets/problem.h"
#include <cmath>
#include <bit>
namespace ulpforge {
std::string_view FormatVariant(Variant v){return v==Variant::kFull?"full":"finite";}
absl::StatusOr<Contract> MakeContract(const Target&, const ContractOptions& o){
  Contract c; c.variant = o.variant=="finite"?Variant::kFinite:Variant::kFull; c.max_ulp=o.max_ulp;
  if(c.variant==Variant::kFinite){ auto i=ParseInterval(o.domain); if(!i.ok()) return i.status(); c.domain=*i;}
  return c;
}
ContractPoints::ContractPoints(const Target& t,const Contract& c):contract_(c){
  ExactReference e(t,kFloat32);
  std::vector<float> xs;
  for(uint32_t b:{0u,0x80000000u,1u,0x80000001u,0x7fffffu,0x800000u,0x7f7fffffu,0xff7fffffu,0x7f800000u,0xff800000u,0x7fc00000u,0xffc00000u,0x7f800001u,0x7fc12345u,0xffffffffu,0x3f800000u,0xbf800000u,0x3f7fffffu,0x3f800001u}) xs.push_back(std::bit_cast<float>(b));
  for(float f=-160; f<160; f+=1) xs.push_back(f);
  for(float x:xs){
    if(c.domain && !(x>=c.domain->lo && x<=c.domain->hi)) continue;
    if(c.domain && ((c.domain->lo_open && x==c.domain->lo)||(c.domain->hi_open && x==c.domain->hi))) continue;
    inputs_.push_back(x);
    float y=std::isnan(x)?x:e.Round(x);
    Accepted a; 
    if(std::isnan(y)) a.nan=true; else if(std::isinf(y)) a.bits=std::bit_cast<uint32_t>(y);
    else if(y==0) a.bits=std::bit_cast<uint32_t>(y);
    else {a.least=std::nextafter(std::nextafter(y,-INFINITY),-INFINITY); a.most=std::nextafter(std::nextafter(y,INFINITY),INFINITY);
      if(c.max_ulp>2) {for(int k=0;k<4;k++){a.least=std::nextafter(a.least,-INFINITY);a.most=std::nextafter(a.most,INFINITY);}}}
    accepted_.push_back(a);
  }
}
bool ContractPoints::Matches(const Accepted& a,float y){ if(a.nan) return std::isnan(y); if(a.bits) return std::bit_cast<uint32_t>(y)==*a.bits; return y>=a.least&&y<=a.most;}
bool ContractPoints::Accepts(size_t i,float y)const{return Matches(accepted_[i],y);}
size_t ContractPoints::Violations(std::span<const float> r)const{size_t n=0; for(size_t i=0;i<r.size();++i) n+=!Accepts(i,r[i]); return n;}
absl::StatusOr<ExhaustiveReport> CheckContract(const Target& t,const Contract& c,const FunctionFactory& f,ExhaustiveOptions o){ o.domain=c.domain; return CheckExhaustively(t,f,o);}
}
